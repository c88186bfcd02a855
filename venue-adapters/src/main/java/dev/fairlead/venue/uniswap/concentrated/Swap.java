package dev.fairlead.venue.uniswap.concentrated;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.QuoteRefusal;

/** What a swap does to a pool of concentrated liquidity. */
public sealed interface Swap {
  /** {@code amountIn} includes the fee. */
  record Done(Uint256 amountIn, Uint256 amountOut, SwapState after) implements Swap {}

  record Refused(QuoteRefusal reason) implements Swap {
    static final Refused NO_LIQUIDITY = new Refused(QuoteRefusal.NO_LIQUIDITY);
    static final Refused AMOUNT_TOO_SMALL = new Refused(QuoteRefusal.AMOUNT_TOO_SMALL);
    static final Refused EXCEEDS_DEPTH = new Refused(QuoteRefusal.EXCEEDS_DEPTH);
    static final Refused OVERFLOW = new Refused(QuoteRefusal.OVERFLOW);
  }
}
