package dev.fairlead.model;

/** Powers and roots of {@link Uint256}. */
final class Uint256Roots {
  private Uint256Roots() {}

  static Uint256 pow(Uint256 base, int exponent) {
    if (exponent < 0) {
      throw new IllegalArgumentException("negative exponent: " + exponent);
    }
    try {
      return power(base, exponent);
    } catch (ArithmeticException overflow) {
      throw (ArithmeticException)
          new ArithmeticException("overflow: " + base + " ^ " + exponent).initCause(overflow);
    }
  }

  private static Uint256 power(Uint256 base, int exponent) {
    Uint256 power = Uint256.ONE;
    Uint256 square = base;
    for (int rest = exponent; rest > 0; rest >>>= 1) {
      if ((rest & 1) != 0) {
        power = power.times(square);
      }
      // The square after the last set bit is not used, and may be the only one that overflows.
      if (rest > 1) {
        square = square.times(square);
      }
    }
    return power;
  }

  /**
   * Newton's iteration from above. The start is the root of the leading 62 or so bits plus two, so
   * it is never below the root; from there the iterates fall until they reach it.
   */
  static Uint256 sqrtDown(Uint256 x) {
    if (x.isZero()) {
      return x;
    }
    int drop = Math.max(0, (x.bitLength() - 61) & ~1);
    long lead = x.shiftRight(drop).l0;
    Uint256 root = Uint256.of((long) Math.sqrt((double) lead) + 2).shiftLeft(drop / 2);
    while (true) {
      Uint256 next = root.plus(x.dividedBy(root)).shiftRight(1);
      if (next.isAtLeast(root)) {
        return root;
      }
      root = next;
    }
  }
}
