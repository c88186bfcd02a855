package dev.fairlead.venue.curve.crypto;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.curve.crypto.CryptoCurve.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** Newton's method on the CryptoSwap invariant in integers, dividing where the contracts divide. */
final class Newton {
  private static final Uint256 ONE_18 = CryptoCurve.ONE_18;
  private static final Uint256 A_ONE = Uint256.of(10_000);
  private static final Uint256 TWO_18 = Uint256.of(2).times(ONE_18);
  private static final Uint256 TEN_16 = Uint256.of(10_000_000_000_000_000L);
  private static final Uint256 TEN_14 = Uint256.of(100_000_000_000_000L);
  private static final Uint256 HUNDRED = Uint256.of(100);
  private static final int STEPS = 255;

  private Newton() {}

  static Uint256[] descending(Uint256[] x) {
    Uint256[] sorted = x.clone();
    Arrays.sort(sorted, Comparator.reverseOrder());
    return sorted;
  }

  /** K₀ for D and balances, largest first, in the order of roundings of a number of coins. */
  @FunctionalInterface
  interface Evenness {
    Uint256 of(Uint256[] descending, Uint256 d);
  }

  static Optional<Uint256> invariant(
      Shape shape, Uint256[] descending, Uint256 guess, Evenness evenness) {
    Uint256 n = Uint256.of(descending.length);
    Uint256 sum = Uint256.ZERO;
    for (Uint256 x : descending) {
      sum = sum.plus(x);
    }
    Uint256 gammaOne = shape.gamma().plus(ONE_18);
    Uint256 twiceN = TWO_18.times(n);
    Uint256 d = guess;
    for (int step = 0; step < STEPS; step++) {
      Uint256 before = d;
      Uint256 k0 = evenness.of(descending, d);
      Uint256 g = gammaOne.absoluteDifference(k0).plus(Uint256.ONE);
      Uint256 flat = flat(shape, d, g);
      Uint256 steep = twiceN.times(k0).dividedBy(g);
      Uint256 slope =
          sum.plus(sum.times(steep).dividedBy(ONE_18))
              .plus(flat.times(n).dividedBy(k0))
              .minus(steep.times(d).dividedBy(ONE_18));
      Uint256 plus = d.times(slope.plus(sum)).dividedBy(slope);
      Uint256 minus = d.times(d).dividedBy(slope);
      Uint256 bend =
          d.times(flat.dividedBy(slope))
              .dividedBy(ONE_18)
              .times(ONE_18.absoluteDifference(k0))
              .dividedBy(k0);
      minus = ONE_18.isGreaterThan(k0) ? minus.plus(bend) : minus.minus(bend);
      d = plus.isGreaterThan(minus) ? plus.minus(minus) : minus.minus(plus).shiftRight(1);
      if (d.absoluteDifference(before).times(TEN_14).isLessThan(TEN_16.max(d))) {
        return Optional.of(d);
      }
    }
    return Optional.empty();
  }

  /**
   * A balance, from a first guess.
   *
   * @param k0 of the others alone: with all but this balance's n/D
   * @param sum of the others
   */
  static Optional<Uint256> balance(
      Shape shape, int coins, Uint256 guess, Uint256 k0, Uint256 sum, Uint256 most, Uint256 d) {
    Uint256 n = Uint256.of(coins);
    Uint256 near = most.dividedBy(TEN_14).max(d.dividedBy(TEN_14)).max(HUNDRED);
    Uint256 gammaOne = shape.gamma().plus(ONE_18);
    Uint256 y = guess;
    for (int step = 0; step < STEPS; step++) {
      Uint256 before = y;
      Uint256 k = k0.times(y).times(n).dividedBy(d);
      Uint256 total = sum.plus(y);
      Uint256 g = gammaOne.absoluteDifference(k).plus(Uint256.ONE);
      Uint256 flat = flat(shape, d, g);
      Uint256 steep = ONE_18.plus(TWO_18.times(k).dividedBy(g));
      Uint256 value = ONE_18.times(y).plus(total.times(steep)).plus(flat);
      Uint256 rest = d.times(steep);
      if (value.isLessThan(rest)) {
        y = before.shiftRight(1);
        continue;
      }
      value = value.minus(rest);
      Uint256 slope = value.dividedBy(y);
      Uint256 bend = flat.dividedBy(slope);
      Uint256 plus =
          value.plus(ONE_18.times(d)).dividedBy(slope).plus(bend.times(ONE_18).dividedBy(k));
      Uint256 minus = bend.plus(ONE_18.times(total).dividedBy(slope));
      y = plus.isLessThan(minus) ? before.shiftRight(1) : plus.minus(minus);
      if (y.absoluteDifference(before).isLessThan(near.max(y.dividedBy(TEN_14)))) {
        return Optional.of(y);
      }
    }
    return Optional.empty();
  }

  /** D·g² / (A·γ²). */
  private static Uint256 flat(Shape shape, Uint256 d, Uint256 g) {
    return ONE_18
        .times(d)
        .dividedBy(shape.gamma())
        .times(g)
        .dividedBy(shape.gamma())
        .times(g)
        .times(A_ONE)
        .dividedBy(shape.a());
  }
}
