package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.model.Uint256;

/**
 * A fee that grows from its base at the peg towards a multiple of it where two coins are far apart:
 * base · m / ((m - 1) · 4·x·y / (x + y)² + 1).
 *
 * @param base in 10⁻¹⁰
 * @param multiplier m in 10⁻¹⁰; at most one is a fee that stays at its base
 */
record OffPegFee(Uint256 base, Uint256 multiplier) {
  static final Uint256 ONE = Uint256.of(10_000_000_000L);
  private static final Uint256 FOUR = Uint256.of(4);

  /** The fee where the two coins' balances, in 18 decimals, are these. */
  Uint256 between(Uint256 x, Uint256 y) {
    return of(base, x, y);
  }

  /** Of one, in doubles. */
  double near(double x, double y) {
    double one = ONE.toDouble();
    double share = base.toDouble() / one;
    if (multiplier.isAtMost(ONE)) {
      return share;
    }
    double most = multiplier.toDouble() / one;
    return most * share / ((most - 1) * 4 * (x / (x + y)) * (y / (x + y)) + 1);
  }

  /** The fee that grows as this one does, but from another base. */
  Uint256 of(Uint256 otherBase, Uint256 x, Uint256 y) {
    if (multiplier.isAtMost(ONE)) {
      return otherBase;
    }
    Uint256 sum = x.plus(y);
    Uint256 nearness =
        multiplier.minus(ONE).times(FOUR).times(x).times(y).dividedBy(sum.times(sum));
    return multiplier.times(otherBase).dividedBy(nearness.plus(ONE));
  }
}
