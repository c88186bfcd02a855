package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.model.Uint256;
import java.util.Optional;

/**
 * The StableSwap invariant A·nⁿ·Σx + D = A·D·nⁿ + Dⁿ⁺¹ / (nⁿ·Πx), solved by Newton's method in
 * integers, dividing where the contract divides.
 *
 * <p>Here A stands for the contract's coefficient A·n, kept times a precision (1 or 100). A result
 * is settled when a step moves it by at most one; after 255 steps the first contracts take the last
 * value, and later ones give up. Overflow throws, as it reverts on chain.
 */
final class StableSwapMath {
  private static final int STEPS = 255;

  private StableSwapMath() {}

  /** D for these balances (in 18 decimals). */
  static Optional<Uint256> invariant(Uint256[] balances, Amplification a) {
    Uint256 n = Uint256.of(balances.length);
    Uint256 nPlusOne = Uint256.of(balances.length + 1L);
    Uint256 sum = Uint256.ZERO;
    for (Uint256 balance : balances) {
      sum = sum.plus(balance);
    }
    if (sum.isZero()) {
      return Optional.of(Uint256.ZERO);
    }
    boolean once = a.generation().dividesOnce();
    Uint256 share = once ? Uint256.ONE : n;
    Uint256 whole = once ? n.pow(balances.length) : Uint256.ONE;
    Uint256 weighted = a.times(sum);
    Uint256 d = sum;
    for (int step = 0; step < STEPS; step++) {
      Uint256 product = d;
      for (Uint256 balance : balances) {
        Uint256 divisor = balance.times(share);
        product =
            product
                .times(d)
                .dividedBy(a.generation().guardsDivisors() ? divisor.plus(Uint256.ONE) : divisor);
      }
      if (once) {
        product = product.dividedBy(whole);
      }
      Uint256 before = d;
      d =
          weighted
              .plus(product.times(n))
              .times(d)
              .dividedBy(a.lessOne(d).plus(nPlusOne.times(product)));
      if (d.absoluteDifference(before).isAtMost(Uint256.ONE)) {
        return Optional.of(d);
      }
    }
    return unsettled(d, a);
  }

  /** What balance {@code j} must be at least, for D to hold when balance {@code i} is {@code x}. */
  static Optional<Uint256> balance(
      int i, int j, Uint256 x, Uint256[] balances, Amplification a, Uint256 d) {
    Uint256[] changed = balances.clone();
    changed[i] = x;
    return balance(j, changed, a, d);
  }

  /** What balance {@code j} must be at least, for D to hold with the others as they are. */
  static Optional<Uint256> balance(int j, Uint256[] balances, Amplification a, Uint256 d) {
    Uint256 n = Uint256.of(balances.length);
    Uint256 c = d;
    Uint256 sum = Uint256.ZERO;
    for (int k = 0; k < balances.length; k++) {
      if (k == j) {
        continue;
      }
      Uint256 other = balances[k];
      sum = sum.plus(other);
      c = c.times(d).dividedBy(other.times(n));
    }
    c = a.under(c.times(d), n);
    Uint256 b = sum.plus(a.under(d));
    Uint256 y = d;
    for (int step = 0; step < STEPS; step++) {
      Uint256 before = y;
      y = y.times(y).plus(c).dividedBy(y.plus(y).plus(b).minus(d));
      if (y.absoluteDifference(before).isAtMost(Uint256.ONE)) {
        return Optional.of(y);
      }
    }
    return unsettled(y, a);
  }

  private static Optional<Uint256> unsettled(Uint256 last, Amplification a) {
    return a.generation().takesUnsettled() ? Optional.of(last) : Optional.empty();
  }
}
