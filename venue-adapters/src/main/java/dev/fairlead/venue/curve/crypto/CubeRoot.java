package dev.fairlead.venue.curve.crypto;

import dev.fairlead.model.Uint256;

/**
 * The cube root of a number with 18 decimals, with 18 decimals: seven steps of Newton's method from
 * a power of two times 1.26 for each bit that three do not divide. The contracts stop there too, so
 * the last digits are theirs.
 */
final class CubeRoot {
  private static final Uint256 TWO = Uint256.of(2);
  private static final Uint256 THREE = Uint256.of(3);
  private static final Uint256 TEN = Uint256.of(10);

  /** 1.26 to the power of a bit or two that three do not divide, as a fraction. */
  private static final Uint256[] ABOVE = {Uint256.ONE, Uint256.of(1_260), Uint256.of(1_587_600)};

  private static final Uint256[] BELOW = {Uint256.ONE, Uint256.of(1_000), Uint256.of(1_000_000)};

  private static final int STEPS = 7;

  /** The largest numbers that may be shifted left by 36 and by 18 decimals, about. */
  private static final Uint256 SMALL = Uint256.parse("115792089237316195423570985008687907853269");

  private static final Uint256 MEDIUM = SMALL.times(TEN.pow(18));
  private static final Uint256 SHIFT_36 = TEN.pow(36);
  private static final Uint256 SHIFT_18 = TEN.pow(18);
  private static final Uint256 BACK_6 = TEN.pow(6);
  private static final Uint256 BACK_12 = TEN.pow(12);

  private CubeRoot() {}

  static Uint256 of(Uint256 x) {
    if (x.isZero()) {
      return x;
    }
    if (x.isLessThan(SMALL)) {
      return root(x.times(SHIFT_36));
    }
    return x.isLessThan(MEDIUM) ? root(x.times(SHIFT_18)).times(BACK_6) : root(x).times(BACK_12);
  }

  private static Uint256 root(Uint256 x) {
    int log = x.bitLength() - 1;
    Uint256 guess = Uint256.ONE.shiftLeft(log / 3);
    int rest = log % 3;
    if (rest > 0) {
      guess = guess.times(ABOVE[rest]).dividedBy(BELOW[rest]);
    }
    for (int step = 0; step < STEPS; step++) {
      guess = guess.times(TWO).plus(x.dividedBy(guess.times(guess))).dividedBy(THREE);
    }
    return guess;
  }
}
