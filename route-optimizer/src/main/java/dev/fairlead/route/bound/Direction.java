package dev.fairlead.route.bound;

import dev.fairlead.model.Token;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;

/** One direction of one pool: what goes in may be had, and what comes out sold, at prices. */
sealed interface Direction permits ConstantProduct, SampledOutput, Scaled {
  /**
   * No less than the most that trades here gain where a unit of what goes in costs {@code priceIn}
   * and a unit of what comes out brings {@code priceOut}.
   */
  double gain(double priceIn, double priceOut, Flow flow);

  /** At least as many units as the first unit that goes in gives, after the fee. */
  double spot();

  /** About the input at which half of the price is left. */
  double depth();

  static Direction of(Pool pool, Token in, Token out) {
    return pool instanceof UniswapV2Pool pair
        ? ConstantProduct.of(pair, in)
        : new SampledOutput(pool, in, out);
  }
}
