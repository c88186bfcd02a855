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
 * <p>Legs share the input exactly. Each ends in the output token, or at a token in between where
 * later legs begin, the last of which takes all that is left there. There is one encoding of a
 * program: {@code decode} refuses any other bytes, so what is about to be signed can be read back
 * and compared. The recipient is not in it: the contract knows only its owner.
 *
 * <p>A token of zero is the chain's own coin. What is sold of it is the value of the call, and
 * every leg that takes it begins by wrapping it; what is bought of it every leg that gives it
 * unwraps in its last hop. It is nowhere else.
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
    if (tokenIn.isZero() && tokenOut.isZero()) {
      throw new IllegalArgumentException("the coin is not traded for itself");
    }
    LegFlow.check(tokenIn, amountIn, tokenOut, legs);
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
