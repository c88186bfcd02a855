package dev.fairlead.venue.executor;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import java.time.Instant;
import java.util.List;

/**
 * A trade as the executor contract runs it: exactly {@code amountIn} over one or more legs, at
 * least {@code minAmountOut} to the owner, no later than {@code deadline}.
 *
 * <p>Legs share the input exactly, and each ends in the output token. There is one encoding of a
 * program: {@code decode} refuses any other bytes, so what is about to be signed can be read back
 * and compared. The recipient is not in it: the contract knows only its owner.
 *
 * <p>A token of zero is the chain's own coin. What is sold of it is the value of the call, and
 * every leg begins by wrapping it; what is bought of it every leg unwraps in its last hop. It is
 * nowhere else.
 *
 * @param deadline in whole seconds, as blocks have them
 */
public record ExecutorProgram(
    Instant deadline,
    Address tokenIn,
    Uint256 amountIn,
    Address tokenOut,
    Uint256 minAmountOut,
    List<ExecutorLeg> legs) {
  private static final Signature EXECUTE = Signature.of("execute(bytes)");
  private static final long LAST_SECOND = (1L << 40) - 1;

  public ExecutorProgram {
    legs = List.copyOf(legs);
    if (deadline.getNano() != 0
        || deadline.getEpochSecond() < 0
        || deadline.getEpochSecond() > LAST_SECOND) {
      throw new IllegalArgumentException("a deadline has whole seconds but found " + deadline);
    }
    Ranges.checkAmount("amountIn", amountIn);
    Ranges.checkAmount("minAmountOut", minAmountOut);
    Ranges.check("the number of legs", legs.size(), 1, 255);
    Uint256 shared = Uint256.ZERO;
    if (tokenIn.isZero() && tokenOut.isZero()) {
      throw new IllegalArgumentException("the coin is not traded for itself");
    }
    for (ExecutorLeg leg : legs) {
      shared = shared.plus(leg.amountIn());
      checkWrapping(leg.hops(), tokenIn.isZero());
      if (!leg.tokenOut().equals(tokenOut)) {
        throw new IllegalArgumentException(
            "a leg ends in " + leg.tokenOut() + ", not in " + tokenOut);
      }
    }
    if (!shared.equals(amountIn)) {
      throw new IllegalArgumentException("the legs take " + shared + " of an input of " + amountIn);
    }
  }

  /** The coin only goes in by a first hop that wraps it, and comes out by a last that unwraps. */
  private static void checkWrapping(List<ExecutorHop> hops, boolean sellsCoin) {
    for (int i = 0; i < hops.size(); i++) {
      ExecutorHop hop = hops.get(i);
      boolean wraps = hop instanceof ExecutorHop.Wrapping wrapping && !wrapping.unwraps();
      if (wraps != (i == 0 && sellsCoin)) {
        throw new IllegalArgumentException(
            wraps
                ? "hop " + i + " wraps, but the coin is not what it takes"
                : "a leg that takes the coin begins by wrapping it");
      }
      boolean unwraps = hop instanceof ExecutorHop.Wrapping wrapping && wrapping.unwraps();
      if (hop.tokenOut().isZero() != unwraps || (unwraps && i != hops.size() - 1)) {
        throw new IllegalArgumentException(
            "the coin comes out of a last hop that unwraps it, not of hop " + i);
      }
    }
  }

  /** What the call must carry: the input where that is the coin, else nothing. */
  public Wei value() {
    return tokenIn.isZero() ? new Wei(amountIn) : Wei.ZERO;
  }

  /** The call of the executor that runs this program. */
  public Bytes toCalldata() {
    return AbiWriter.call(EXECUTE).bytes(ProgramWriter.write(this)).toBytes();
  }

  /** Reads a call back; throws {@link IllegalArgumentException} for anything that is not one. */
  public static ExecutorProgram decode(Bytes calldata) {
    if (!EXECUTE.selects(calldata)) {
      throw new IllegalArgumentException("not a call of the executor's " + EXECUTE);
    }
    ExecutorProgram program = new ProgramReader(AbiReader.ofCall(calldata).bytes()).program();
    if (!program.toCalldata().equals(calldata)) {
      throw new IllegalArgumentException("not the one encoding of its program");
    }
    return program;
  }
}
