package dev.fairlead.venue.balancer.curve;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.QuoteRefusal;

/** What decides the price in a pool: all amounts in 18 decimals, before fees. */
public sealed interface PoolCurve permits WeightedCurve, StableCurve {
  /** What comes out for an input, rounded down. Throws where a product leaves 256 bits. */
  Answer out(Uint256[] balances, int in, int out, Uint256 amountIn);

  /** What must go in for an output, rounded up. Throws where a product leaves 256 bits. */
  Answer in(Uint256[] balances, int in, int out, Uint256 amountOut);

  /** Units of the output for one of the input at the margin, before fees. */
  double slope(Uint256[] balances, int in, int out);

  /** An amount, or why there is none. */
  sealed interface Answer {
    record Amount(Uint256 units) implements Answer {}

    record None(QuoteRefusal reason) implements Answer {}
  }
}
