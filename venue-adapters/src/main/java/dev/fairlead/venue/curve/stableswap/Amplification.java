package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.model.Uint256;

/**
 * The amplification as a contract of some generation computes with it.
 *
 * @param coefficient A·n, times {@code precision}
 * @param precision 1 in the oldest pools, 100 later
 */
record Amplification(
    Uint256 coefficient, Uint256 precision, CurvePoolSettings.Generation generation) {
  static final Uint256 EXTRA_DIGITS = Uint256.of(100);

  Amplification {
    if (coefficient.isLessThan(precision)) {
      throw new IllegalArgumentException("amplification " + coefficient + " / " + precision);
    }
  }

  /** {@code a} as the contract answers it. */
  static Amplification of(Uint256 a, int coins, CurvePoolSettings.Generation generation) {
    return new Amplification(
        a.times(Uint256.of(coins)), generation.precise() ? EXTRA_DIGITS : Uint256.ONE, generation);
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
