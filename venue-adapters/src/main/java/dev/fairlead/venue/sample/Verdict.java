package dev.fairlead.venue.sample;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;

/** What came of comparing a pool with the chain. */
public sealed interface Verdict {
  PoolId pool();

  /** Both said the same. */
  record Agrees(PoolId pool) implements Verdict {}

  /** They did not. */
  record Differs(
      PoolId pool, BlockRef at, Token in, Token out, Uint256 amountIn, String here, String onChain)
      implements Verdict {
    /** The numbers in a sentence. */
    public String words() {
      return "its quotes differed from the chain's: at block %s, %s units of %s gave %s of %s here and %s there"
          .formatted(at.number(), amountIn, in, here, out, onChain);
    }
  }

  /** Nothing could be compared: no contract to ask, or an amount that the pool does not take. */
  record Unknown(PoolId pool, String why) implements Verdict {}
}
