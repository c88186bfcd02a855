package dev.fairlead.chain.fee;

import dev.fairlead.chain.Block;
import dev.fairlead.chain.FeeMarks.BlobGas;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Uint256;
import java.util.Optional;

/**
 * How a chain prices blobs (EIP-4844): by the blob gas that was used above the target so far, with
 * EIP-7918's floor. Forks that change nothing but these numbers (EIP-7892) are told here.
 *
 * @param target blobs of a block that leave the price as it is
 * @param max the most blobs of a block
 * @param updateFraction how slowly the price follows the excess
 */
public record BlobFeeRule(int target, int max, long updateFraction) {
  /** Ethereum's since its second change of the numbers alone. */
  public static final BlobFeeRule ETHEREUM = new BlobFeeRule(14, 21, 11_684_671);

  private static final long GAS_PER_BLOB = 1 << 17;
  private static final Uint256 EXECUTION_SHARE = Uint256.of(1 << 13);

  /** Beyond e^100 wei no price is meant. */
  private static final long STEEPEST = 100;

  public BlobFeeRule {
    if (target < 1 || max <= target || updateFraction < 1) {
      throw new IllegalArgumentException(
          "a target of at least one blob, more at most, and a positive update fraction");
    }
  }

  /** The price in the next block; empty where blocks have no blobs, or none can be meant. */
  public Optional<FeePerGas> next(Block head) {
    return head.marks()
        .blobGas()
        .filter(gas -> isMeant(gas.excess()) && isMeant(gas.used()))
        .map(gas -> price(excessAfter(gas, head.baseFee())));
  }

  private boolean isMeant(long excess) {
    return excess / updateFraction < STEEPEST;
  }

  private long excessAfter(BlobGas gas, FeePerGas baseFee) {
    long all = gas.excess() + gas.used();
    if (all < target * GAS_PER_BLOB) {
      return 0;
    }
    Uint256 execution = EXECUTION_SHARE.times(baseFee.wei());
    Uint256 blob = Uint256.of(GAS_PER_BLOB).times(price(gas.excess()).wei());
    return execution.isGreaterThan(blob)
        ? gas.excess() + gas.used() / max * (max - target) + gas.used() % max * (max - target) / max
        : all - target * GAS_PER_BLOB;
  }

  /** One wei times e^(excess / updateFraction), by the sum that the protocol prescribes. */
  FeePerGas price(long excess) {
    Uint256 denominator = Uint256.of(updateFraction);
    Uint256 numerator = Uint256.of(excess);
    Uint256 sum = Uint256.ZERO;
    Uint256 term = denominator;
    for (long i = 1; !term.isZero(); i++) {
      sum = sum.plus(term);
      term = term.mulDivDown(numerator, denominator.times(Uint256.of(i)));
    }
    return new FeePerGas(sum.dividedBy(denominator));
  }
}
