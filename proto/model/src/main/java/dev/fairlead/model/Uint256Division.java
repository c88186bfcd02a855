package dev.fairlead.model;

import static dev.fairlead.model.Uint256.carry;
import static dev.fairlead.model.Uint256Bits.left;
import static dev.fairlead.model.Uint256Bits.right;
import static java.lang.Long.compareUnsigned;
import static java.lang.Math.unsignedMultiplyHigh;

/**
 * Division of up to 512 bits by up to 256, in limbs.
 *
 * <p>Each quotient limb is two multiplications by a reciprocal of the divisor's top limbs instead
 * of a division (Möller and Granlund, "Improved division by invariant integers", 2011). Powers of
 * two shift, and divisors of one and two limbs have shorter loops than those of three and four.
 */
final class Uint256Division {
  /** What a division is asked for; a ceiling of 2^256 comes back as zero. */
  enum Wanted {
    FLOOR,
    CEILING,
    REMAINDER
  }

  private Uint256Division() {}

  static Uint256 divide(Uint256 x, Uint256 d, Wanted wanted) {
    if (d.isZero()) {
      throw new ArithmeticException("division by zero: " + x + " / 0");
    }
    return divide(0, 0, 0, 0, x.l3, x.l2, x.l1, x.l0, d, wanted);
  }

  /** {@code (high * 2^256 + low) mod d}, for any high. */
  static Uint256 remainder(Uint256 high, Uint256 low, Uint256 d) {
    Uint256 h = high.remainder(d);
    return divide(h.l3, h.l2, h.l1, h.l0, low.l3, low.l2, low.l1, low.l0, d, Wanted.REMAINDER);
  }

  static boolean isLess(long x3, long x2, long x1, long x0, Uint256 d) {
    if (x3 != d.l3) {
      return compareUnsigned(x3, d.l3) < 0;
    }
    if (x2 != d.l2) {
      return compareUnsigned(x2, d.l2) < 0;
    }
    return x1 != d.l1 ? compareUnsigned(x1, d.l1) < 0 : compareUnsigned(x0, d.l0) < 0;
  }

  /**
   * Divides (h3, ..., h0, l3, ..., l0) by d. The caller has made sure that (h3, ..., h0) is less
   * than d: then the quotient has four limbs, and d is not zero.
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
      Uint256 d,
      Wanted wanted) {
    if ((d.l3 | d.l2) != 0) {
      if ((h3 | h2 | h1 | h0) == 0 && isLess(l3, l2, l1, l0, d)) {
        return quotientIsZero(l3, l2, l1, l0, wanted);
      }
      return d.l3 == 0
          ? Uint256LongDivision.byFour(
              h2, h1, h0, l3, l2, l1, l0, 0, d.l2, d.l1, d.l0, 0, 1, wanted)
          : Uint256LongDivision.byFour(
              h3, h2, h1, h0, l3, l2, l1, l0, d.l3, d.l2, d.l1, d.l0, 0, wanted);
    }
    if (d.l1 != 0) {
      return Uint256LongDivision.byTwo(h1, h0, l3, l2, l1, l0, d.l1, d.l0, wanted);
    }
    return byOne(h0, l3, l2, l1, l0, d.l0, wanted);
  }

  private static Uint256 quotientIsZero(long x3, long x2, long x1, long x0, Wanted wanted) {
    return switch (wanted) {
      case FLOOR -> Uint256.ZERO;
      case CEILING -> (x3 | x2 | x1 | x0) == 0 ? Uint256.ZERO : Uint256.ONE;
      case REMAINDER -> Uint256.ofLimbs(x3, x2, x1, x0);
    };
  }

  private static Uint256 byOne(
      long h0, long l3, long l2, long l1, long l0, long divisor, Wanted wanted) {
    if ((divisor & (divisor - 1)) == 0) {
      int k = Long.numberOfTrailingZeros(divisor);
      long rest = l0 & (divisor - 1);
      return wanted == Wanted.REMAINDER
          ? Uint256.ofUnsignedLong(rest)
          : rounded(
              right(h0, l3, k), right(l3, l2, k), right(l2, l1, k), right(l1, l0, k), rest, wanted);
    }
    if ((h0 | l3 | l2 | l1) == 0) {
      long q0 = Long.divideUnsigned(l0, divisor);
      long rest = l0 - q0 * divisor;
      return wanted == Wanted.REMAINDER
          ? Uint256.ofUnsignedLong(rest)
          : rounded(0, 0, 0, q0, rest, wanted);
    }
    int s = Long.numberOfLeadingZeros(divisor);
    long d = divisor << s;
    long v = reciprocal(d);
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
    Uint256 floor = Uint256.ofLimbs(q3, q2, q1, q0);
    return rest == 0 || wanted == Wanted.FLOOR ? floor : floor.plusWrapping(Uint256.ONE);
  }

  /**
   * (u1, u0) / d for a d whose top bit is set, u1 below d and v its {@link #reciprocal}. The
   * estimate is at most one too large (the masked step) or, rarely, one too small.
   */
  static long quotient2by1(long u1, long u0, long d, long v) {
    long low = v * u1;
    long q0 = low + u0;
    long q = unsignedMultiplyHigh(v, u1) + u1 + carry(low, u0, q0) + 1;
    long rest = u0 - q * d;
    long tooLarge = -Uint256.borrow(q0, rest, q0 - rest);
    q += tooLarge;
    rest += d & tooLarge;
    return compareUnsigned(rest, d) >= 0 ? q + 1 : q;
  }

  /** floor((2^128 - 1) / d) - 2^64 for a d whose top bit is set. */
  static long reciprocal(long d) {
    long d0 = d & 1;
    long d40 = (d >>> 24) + 1;
    long d63 = (d >>> 1) + d0;
    long v0 = 0x7FD00 / (int) (d >>> 55);
    long v1 = (v0 << 11) - ((v0 * v0 * d40) >>> 40) - 1;
    long v2 = (v1 << 13) + ((v1 * ((1L << 60) - v1 * d40)) >>> 47);
    long e = ((v2 >>> 1) & -d0) - v2 * d63;
    long v3 = (v2 << 31) + (unsignedMultiplyHigh(v2, e) >>> 1);
    long low = v3 * d;
    return v3 - (unsignedMultiplyHigh(v3, d) + carry(low, d, low + d) + d);
  }

  /** floor((2^192 - 1) / (d1, d0)) - 2^64 for a d1 whose top bit is set. */
  static long reciprocal(long d1, long d0) {
    long v = reciprocal(d1);
    long p = d1 * v + d0;
    if (compareUnsigned(p, d0) < 0) {
      v--;
      if (compareUnsigned(p, d1) >= 0) {
        v--;
        p -= d1;
      }
      p -= d1;
    }
    long low = v * d0;
    long high = unsignedMultiplyHigh(v, d0);
    p += high;
    if (compareUnsigned(p, high) < 0) {
      v--;
      if (compareUnsigned(p, d1) > 0 || (p == d1 && compareUnsigned(low, d0) >= 0)) {
        v--;
      }
    }
    return v;
  }
}
