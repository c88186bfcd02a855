package dev.fairlead.route.bound;

import java.util.Arrays;

/**
 * All tokens of one pool, traded at once.
 *
 * <p>A unit that is brought costs at least its price over what of it counts (h), one that is taken
 * brings at most its price times what of it is paid (l). For any prices p between both, whatever is
 * done gains at most p · (reserves before - reserves after), and a concave function F of the
 * reserves is no lower after than before. At any reserves z, with p = λ · slope of F,
 *
 * <pre>p · after ≥ p · z + λ · (F(after) - F(z)) ≥ p · z - λ · (F(z) - F(before))
 * </pre>
 *
 * <p>so that p · before - p · z + λ · (F(z) - F(before)) is no less than the gain. {@link Surface}
 * looks for the z at which that is least; then it is the best joint trade's gain, in which a token
 * comes in, goes out or stays. Prices that rounding puts outside of their bounds are moved inside,
 * and count as the least part of themselves that is left.
 *
 * <p>A fee that stays in the pool raises F, and may be taken by a later trade: that gives less than
 * the fee's part of the gain more, as {@link SampledOutput} allows for too.
 */
final class JointTrade {
  /** Of the worth of the reserves: more than what rounding does to their sums. */
  private static final double ROUNDING = 0x1p-47;

  /** Of each reserve: more than what integer arithmetic gives away. */
  private static final double UNITS = 32;

  private final Surface surface;
  private final double[] reserves;
  private final double[] units;
  private final double counted;
  private final double paid;
  private final double rebate;
  private final double[] low;
  private final double[] high;
  private final double[] left;
  private final double[] marginal;

  /**
   * @param units for each token the base units of one unit of its reserve
   * @param counted what of an input counts after the fee
   * @param paid what of an output is paid after the fee
   */
  JointTrade(Surface surface, double[] reserves, double[] units, double counted, double paid) {
    this.surface = surface;
    this.reserves = reserves;
    this.units = units;
    this.counted = counted;
    this.paid = paid;
    this.rebate = 1 - paid * paid;
    this.low = new double[reserves.length];
    this.high = new double[reserves.length];
    this.left = new double[reserves.length];
    this.marginal = new double[reserves.length];
  }

  /**
   * No less than the most that trades here gain at these prices of the tokens.
   *
   * @param flows filled with the base units of each token that come out by that, below nothing for
   *     what goes in
   */
  double gain(double[] prices, double[] flows) {
    double least = Double.POSITIVE_INFINITY;
    double all = 0;
    for (int j = 0; j < reserves.length; j++) {
      double price = prices[j] * units[j];
      low[j] = price * paid;
      high[j] = price / counted;
      least = Math.min(least, price);
      all += price * reserves[j];
    }
    Arrays.fill(flows, 0);
    if (!(least > 0)) {
      return all;
    }
    if (surface.isQuiet(low, high)) {
      return 0;
    }
    double above = surface.settle(low, high, left, marginal);
    double inside = 1;
    for (int j = 0; j < reserves.length; j++) {
      inside = Math.min(inside, Math.clamp(marginal[j], low[j], high[j]) / marginal[j]);
    }
    double gain = inside * above;
    for (int j = 0; j < reserves.length; j++) {
      double price = Math.clamp(marginal[j], low[j], high[j]);
      gain += price * reserves[j] - inside * marginal[j] * left[j];
      gain += ROUNDING * (price * reserves[j] + marginal[j] * left[j]) + UNITS * price;
      double out = reserves[j] - left[j];
      flows[j] = out * units[j] * (out > 0 ? paid : 1 / counted) * (1 + rebate);
    }
    return gain >= 0 && gain < all ? gain * (1 + rebate) : all;
  }
}
