package dev.fairlead.venue.sample;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import java.util.Optional;

/** A venue's own contract that says what a trade would give. */
public interface ChainQuoter {
  /**
   * The question what exactly this much of {@code in} gives; none where the contract has no exact
   * answer to it.
   */
  Optional<Call> question(Pool pool, Token in, Token out, Uint256 amountIn);

  /** What its answer says. Throws {@link IllegalArgumentException} for what is no answer. */
  Uint256 amountOut(AbiReader answer);

  /** By how many units the answer may be above what a trade gives; mostly none. */
  default Uint256 excess() {
    return Uint256.ZERO;
  }
}
