package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.model.Uint256;

/**
 * The amplification as the contract computes with it.
 *
 * @param coefficient A·n, times {@code precision}
 * @param precision 1 in the oldest pools, 100 later
 * @param guarded whether the contract adds one to a divisor so that it is never zero, as the oldest
 *     pools do
 */
record Amplification(Uint256 coefficient, Uint256 precision, boolean guarded) {
  Amplification {
    if (coefficient.isLessThan(precision) || precision.isZero()) {
      throw new IllegalArgumentException("amplification " + coefficient + " / " + precision);
    }
  }

  /** As the contract answers {@code A}, times n. */
  static Amplification of(Uint256 a, int coins, int precision, boolean guarded) {
    return new Amplification(a.times(Uint256.of(coins)), Uint256.of(precision), guarded);
  }

  Uint256 times(Uint256 sum) {
    return scaled(coefficient.times(sum));
  }

  /** (A - 1)·d. */
  Uint256 lessOne(Uint256 d) {
    return scaled(coefficient.minus(precision).times(d));
  }

  /** d / A. */
  Uint256 under(Uint256 d) {
    return d.times(precision).dividedBy(coefficient);
  }

  /** d / (A·n). */
  Uint256 under(Uint256 d, Uint256 n) {
    return d.times(precision).dividedBy(coefficient.times(n));
  }

  private Uint256 scaled(Uint256 value) {
    return precision.equals(Uint256.ONE) ? value : value.dividedBy(precision);
  }
}
