package dev.fairlead.model;

import static dev.fairlead.model.Uint256.less;
import static dev.fairlead.model.Uint256Bits.left;
import static dev.fairlead.model.Uint256Bits.right;
import static java.lang.Long.compareUnsigned;
import static java.lang.Math.unsignedMultiplyHigh;

/**
 * Division of up to 512 bits by up to 256, in limbs: which of its forms fits the numbers.
 *
 * <p>Each quotient limb is multiplications by a reciprocal of the divisor's leading limbs (after
 * Möller and Granlund, "Improved division by invariant integers", 2011), as the processor's
 * division of 128 bits by 64 cannot be reached from Java. Powers of two shift.
 */
final class Uint256Division {
  /** What a division is asked for; a ceiling of 2^256 comes back as zero. */
  enum Wanted {
    FLOOR,
    CEILING,
    REMAINDER
  }

  private Uint256Division() {}

  static Uint256 divide(
      long x3, long x2, long x1, long x0, long d3, long d2, long d1, long d0, Wanted wanted) {
    if ((d3 | d2 | d1 | d0) == 0) {
      throw new ArithmeticException(
          "division by zero: " + Uint256.ofLimbs(x3, x2, x1, x0) + " / 0");
    }
    return divide(0, 0, 0, 0, x3, x2, x1, x0, d3, d2, d1, d0, wanted);
  }

  /** {@code (high * 2^256 + low) mod d}, for any high. */
  static Uint256 remainder(Uint256 high, Uint256 low, Uint256 d) {
    Uint256 h = high.remainder(d);
    return divide(
        h.l3,
        h.l2,
        h.l1,
        h.l0,
        low.l3,
        low.l2,
        low.l1,
        low.l0,
        d.l3,
        d.l2,
        d.l1,
        d.l0,
        Wanted.REMAINDER);
  }

  static boolean isAtLeast(long x1, long x0, long y1, long y0) {
    return x1 == y1 ? compareUnsigned(x0, y0) >= 0 : compareUnsigned(x1, y1) > 0;
  }

  static boolean isLess(long x3, long x2, long x1, long x0, long d3, long d2, long d1, long d0) {
    if (x3 != d3) {
      return compareUnsigned(x3, d3) < 0;
    }
    if (x2 != d2) {
      return compareUnsigned(x2, d2) < 0;
    }
    return x1 != d1 ? compareUnsigned(x1, d1) < 0 : compareUnsigned(x0, d0) < 0;
  }

  /**
   * Divides (h3, ..., h0, l3, ..., l0) by (d3, ..., d0), which is not zero and more than (h3, ...,
   * h0).
   */
  static Uint256 divide(
      long h3,
      long h2,
      long h1,
      long h0,
      long l3,
      long l2,
      long l1,
      long l0,
      long d3,
      long d2,
      long d1,
      long d0,
      Wanted wanted) {
    long v1 = 0;
    long v0 = 0;
    if (needsReciprocal(d3, d2, d1, d0)) {
      Uint256Reciprocal v = Uint256Reciprocal.of(d3, d2, d1, d0);
      v1 = v.high();
      v0 = v.low();
    }
    return divide(h3, h2, h1, h0, l3, l2, l1, l0, d3, d2, d1, d0, v1, v0, wanted);
  }

  /** Whether the divisor has more than one limb and is not a power of two. */
  static boolean needsReciprocal(long d3, long d2, long d1, long d0) {
    return (d3 | d2 | d1) != 0 && !isPowerOfTwo(d3, d2, d1, d0);
  }

  /** The same, with the divisor's reciprocal if it {@link #needsReciprocal}. */
  static Uint256 divide(
      long h3,
      long h2,
      long h1,
      long h0,
      long l3,
      long l2,
      long l1,
      long l0,
      long d3,
      long d2,
      long d1,
      long d0,
      long v1,
      long v0,
      Wanted wanted) {
    if (isPowerOfTwo(d3, d2, d1, d0)) {
      return byPowerOfTwo(h3, h2, h1, h0, l3, l2, l1, l0, d3, d2, d1, d0, wanted);
    }
    return (d3 | d2) == 0
        ? byNarrow(h1, h0, l3, l2, l1, l0, d1, d0, v1, v0, wanted)
        : byWide(h3, h2, h1, h0, l3, l2, l1, l0, d3, d2, d1, d0, v1, v0, wanted);
  }

  /** By two limbs or one. */
  private static Uint256 byNarrow(
      long h1,
      long h0,
      long l3,
      long l2,
      long l1,
      long l0,
      long d1,
      long d0,
      long v1,
      long v0,
      Wanted wanted) {
    if (d1 == 0) {
      return byOne(h0, l3, l2, l1, l0, d0, wanted);
    }
    long n5 = h1;
    long n4 = h0;
    long n3 = l3;
    long n2 = l2;
    long n1 = l1;
    long n0 = l0;
    int turns = 4;
    // A leading limb of the quotient that is zero takes no turn.
    for (; turns > 1 && n5 == 0 && !isAtLeast(n4, n3, d1, d0); turns--) {
      n5 = n4;
      n4 = n3;
      n3 = n2;
      n2 = n1;
      n1 = n0;
      n0 = 0;
    }
    return Uint256LongDivision.byTwo(n5, n4, n3, n2, n1, n0, d1, d0, v1, v0, turns, wanted);
  }

  private static Uint256 byWide(
      long h3,
      long h2,
      long h1,
      long h0,
      long l3,
      long l2,
      long l1,
      long l0,
      long d3,
      long d2,
      long d1,
      long d0,
      long v1,
      long v0,
      Wanted wanted) {
    if (d3 != 0) {
      return byFour(h3, h2, h1, h0, l3, l2, l1, l0, d3, d2, d1, d0, v1, v0, wanted);
    }
    // Both moved up a limb, so that the divisor has four.
    Uint256 result = byFour(h2, h1, h0, l3, l2, l1, l0, 0, d2, d1, d0, 0, v1, v0, wanted);
    return wanted == Wanted.REMAINDER ? result.shiftRight(64) : result;
  }

  private static Uint256 byFour(
      long h3,
      long h2,
      long h1,
      long h0,
      long l3,
      long l2,
      long l1,
      long l0,
      long d3,
      long d2,
      long d1,
      long d0,
      long v1,
      long v0,
      Wanted wanted) {
    long n7 = h3;
    long n6 = h2;
    long n5 = h1;
    long n4 = h0;
    long n3 = l3;
    long n2 = l2;
    long n1 = l1;
    long n0 = l0;
    int turns = 4;
    // As for two limbs.
    for (; turns > 1 && n7 == 0 && isLess(n6, n5, n4, n3, d3, d2, d1, d0); turns--) {
      n7 = n6;
      n6 = n5;
      n5 = n4;
      n4 = n3;
      n3 = n2;
      n2 = n1;
      n1 = n0;
      n0 = 0;
    }
    return Uint256LongDivision.byFour(
        n7, n6, n5, n4, n3, n2, n1, n0, d3, d2, d1, d0, v1, v0, turns, wanted);
  }

  private static boolean isPowerOfTwo(long d3, long d2, long d1, long d0) {
    return Long.bitCount(d3) + Long.bitCount(d2) + Long.bitCount(d1) + Long.bitCount(d0) == 1;
  }

  private static Uint256 byPowerOfTwo(
      long h3,
      long h2,
      long h1,
      long h0,
      long l3,
      long l2,
      long l1,
      long l0,
      long d3,
      long d2,
      long d1,
      long d0,
      Wanted wanted) {
    // The bits below d's.
    long b = less(d0, 1);
    long rest0 = l0 & (d0 - 1);
    long rest1 = l1 & (d1 - b);
    b = less(d1, b);
    long rest2 = l2 & (d2 - b);
    b = less(d2, b);
    long rest3 = l3 & (d3 - b);
    if (wanted == Wanted.REMAINDER) {
      return Uint256.ofLimbs(rest3, rest2, rest1, rest0);
    }
    int k = Uint256Bits.length(d3, d2, d1, d0) - 1;
    long rest = rest3 | rest2 | rest1 | rest0;
    return switch (k >>> 6) {
      case 0 -> shifted(h0, l3, l2, l1, l0, k, rest, wanted);
      case 1 -> shifted(h1, h0, l3, l2, l1, k, rest, wanted);
      case 2 -> shifted(h2, h1, h0, l3, l2, k, rest, wanted);
      default -> shifted(h3, h2, h1, h0, l3, k, rest, wanted);
    };
  }

  private static Uint256 shifted(
      long n4, long n3, long n2, long n1, long n0, int k, long rest, Wanted wanted) {
    int s = k & 63;
    return rounded(
        right(n4, n3, s), right(n3, n2, s), right(n2, n1, s), right(n1, n0, s), rest, wanted);
  }

  private static Uint256 byOne(
      long h0, long l3, long l2, long l1, long l0, long divisor, Wanted wanted) {
    if ((h0 | l3 | l2 | l1) == 0) {
      long q0 = Long.divideUnsigned(l0, divisor);
      long rest = l0 - q0 * divisor;
      return wanted == Wanted.REMAINDER
          ? Uint256.ofUnsignedLong(rest)
          : rounded(0, 0, 0, q0, rest, wanted);
    }
    int s = Long.numberOfLeadingZeros(divisor);
    long d = divisor << s;
    long v = Uint256Reciprocal.exact(d);
    long rest = left(h0, l3, s);
    long n = left(l3, l2, s);
    long q3 = quotient2by1(rest, n, d, v);
    rest = n - q3 * d;
    n = left(l2, l1, s);
    long q2 = quotient2by1(rest, n, d, v);
    rest = n - q2 * d;
    n = left(l1, l0, s);
    long q1 = quotient2by1(rest, n, d, v);
    rest = n - q1 * d;
    n = l0 << s;
    long q0 = quotient2by1(rest, n, d, v);
    rest = n - q0 * d;
    return wanted == Wanted.REMAINDER
        ? Uint256.ofUnsignedLong(rest >>> s)
        : rounded(q3, q2, q1, q0, rest, wanted);
  }

  /** The quotient, plus one if a ceiling is wanted and any bit of the remainder is set. */
  static Uint256 rounded(long q3, long q2, long q1, long q0, long rest, Wanted wanted) {
    long up = rest == 0 || wanted == Wanted.FLOOR ? 0 : 1;
    long s0 = q0 + up;
    long c = less(s0, up);
    long s1 = q1 + c;
    c = less(s1, c);
    long s2 = q2 + c;
    return Uint256.ofLimbs(q3 + less(s2, c), s2, s1, s0);
  }

  /**
   * (u1, u0) / d for a d whose top bit is set, u1 below d and v its {@link
   * Uint256Reciprocal#exact}. The estimate is at most one too large (the masked step) or, rarely,
   * one too small.
   */
  static long quotient2by1(long u1, long u0, long d, long v) {
    if (u1 == 0) {
      return 1 - less(u0, d);
    }
    long low = v * u1;
    long q0 = low + u0;
    long q = unsignedMultiplyHigh(v, u1) + u1 + less(q0, u0) + 1;
    long rest = u0 - q * d;
    long tooLarge = -less(q0, rest);
    q += tooLarge;
    rest += d & tooLarge;
    return compareUnsigned(rest, d) >= 0 ? q + 1 : q;
  }
}
