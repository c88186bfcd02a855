package dev.fairlead.venue.router;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.time.Instant;
import java.util.Optional;

/**
 * Permit2, which moves tokens that it is approved for, for those to whom their owner lets it, up to
 * an amount and a time.
 */
public final class Permit2 {
  /** Where it stands on every chain that has it. */
  public static final Address USUAL = Address.parse("0x000000000022D473030F116dDEE9F6B43aC78BA3");

  private static final Signature APPROVE = Signature.of("approve(address,address,uint160,uint48)");
  private static final Signature ALLOWANCE = Signature.of("allowance(address,address,address)");
  private static final int AMOUNT_BITS = 160;

  private Permit2() {}

  /** What a spender may take. */
  public record Allowance(Uint256 amount, Instant until) {
    /** Whether it is enough for an amount that is taken in a block of that time or before. */
    public boolean covers(Uint256 wanted, Instant last) {
      return amount.isAtLeast(wanted) && !until.isBefore(last);
    }
  }

  /** Lets a spender take so much of the caller's token in blocks up to that time. */
  public static Bytes approve(Address token, Address spender, Uint256 amount, Instant until) {
    if (amount.bitLength() > AMOUNT_BITS) {
      throw new IllegalArgumentException("Permit2 moves less than 2^160 but found " + amount);
    }
    return AbiWriter.call(APPROVE)
        .address(token)
        .address(spender)
        .uint(amount)
        .uint(until.getEpochSecond())
        .toBytes();
  }

  /** Asks for an owner's {@link Allowance} to a spender. */
  public static Call allowance(Address permit2, Address owner, Address token, Address spender) {
    return Call.view(
        permit2,
        AbiWriter.call(ALLOWANCE).address(owner).address(token).address(spender).toBytes());
  }

  /** Reads the answer: an amount, a time and a count; empty if it is none of Permit2's. */
  public static Optional<Allowance> allowance(Bytes answer) {
    if (answer.length() != 3 * Bytes32.LENGTH) {
      return Optional.empty();
    }
    AbiReader words = AbiReader.of(answer);
    Uint256 amount = words.uint();
    Uint256 until = words.uint().min(Uint256.of(Seconds.LAST));
    return Optional.of(new Allowance(amount, Instant.ofEpochSecond(until.toLongExact())));
  }
}
