package dev.fairlead.model;

import static dev.fairlead.model.Uint256.borrow;
import static dev.fairlead.model.Uint256.carry;
import static dev.fairlead.model.Uint256Bits.left;
import static dev.fairlead.model.Uint256Bits.right;
import static dev.fairlead.model.Uint256Division.reciprocal;
import static java.lang.Long.compareUnsigned;
import static java.lang.Math.unsignedMultiplyHigh;

import dev.fairlead.model.Uint256Division.Wanted;

/**
 * Schoolbook division by divisors of two to four limbs, one quotient limb a turn.
 *
 * <p>The remainder stays in registers; the numerator's lower limbs move up one place a turn, and
 * the quotient's limbs enter below them, so that after four turns they hold the quotient.
 */
final class Uint256LongDivision {
  private Uint256LongDivision() {}

  /** Divides six limbs by two; (n5, n4) is less than (d1, d0) and d1 is not zero. */
  static Uint256 byTwo(
      long n5, long n4, long n3, long n2, long n1, long n0, long d1, long d0, Wanted wanted) {
    if (d0 == 0 && (d1 & (d1 - 1)) == 0) {
      int k = Long.numberOfTrailingZeros(d1);
      long r1 = n1 & (d1 - 1);
      return wanted == Wanted.REMAINDER
          ? Uint256.ofLimbs(0, 0, r1, n0)
          : Uint256Division.rounded(
              right(n5, n4, k),
              right(n4, n3, k),
              right(n3, n2, k),
              right(n2, n1, k),
              r1 | n0,
              wanted);
    }
    int s = Long.numberOfLeadingZeros(d1);
    long e1 = left(d1, d0, s);
    long e0 = d0 << s;
    long v = reciprocal(e1, e0);
    long r1 = left(n5, n4, s);
    long r0 = left(n4, n3, s);
    long u3 = left(n3, n2, s);
    long u2 = left(n2, n1, s);
    long u1 = left(n1, n0, s);
    long u0 = n0 << s;
    for (int turn = 0; turn < 4; turn++) {
      long q;
      if (r1 == 0) {
        // (r0, u3) is below 2^128, hence below twice the divisor.
        boolean fits = r0 != e1 ? compareUnsigned(r0, e1) > 0 : compareUnsigned(u3, e0) >= 0;
        q = fits ? 1 : 0;
        long low = u3 - (e0 & -q);
        r1 = r0 - (e1 & -q) - borrow(u3, e0 & -q, low);
        r0 = low;
      } else {
        long low = v * r1;
        long q0 = low + r0;
        q = unsignedMultiplyHigh(v, r1) + r1 + carry(low, r0, q0);
        long p0 = e0 * q;
        long x0 = u3 - p0;
        long x1 = r0 - q * e1 - unsignedMultiplyHigh(e0, q) - borrow(u3, p0, x0);
        long y0 = x0 - e0;
        x1 -= e1 + borrow(x0, e0, y0);
        q++;
        long tooLarge = borrow(x1, q0, x1 - q0) - 1;
        q += tooLarge;
        long m0 = e0 & tooLarge;
        r0 = y0 + m0;
        r1 = x1 + (e1 & tooLarge) + carry(y0, m0, r0);
        if (compareUnsigned(r1, e1) >= 0 && (r1 != e1 || compareUnsigned(r0, e0) >= 0)) {
          q++;
          long z0 = r0 - e0;
          r1 -= e1 + borrow(r0, e0, z0);
          r0 = z0;
        }
      }
      u3 = u2;
      u2 = u1;
      u1 = u0;
      u0 = q;
    }
    return wanted == Wanted.REMAINDER
        ? Uint256.ofLimbs(0, 0, r1 >>> s, right(r1, r0, s))
        : Uint256Division.rounded(u3, u2, u1, u0, r1 | r0, wanted);
  }

  /**
   * Divides eight limbs by four; (n7, ..., n4) is less than (d3, ..., d0) and d3 is not zero. With
   * {@code padding} of one, numerator and divisor were both moved up a limb.
   */
  static Uint256 byFour(
      long n7,
      long n6,
      long n5,
      long n4,
      long n3,
      long n2,
      long n1,
      long n0,
      long d3,
      long d2,
      long d1,
      long d0,
      int padding,
      Wanted wanted) {
    if ((d2 | d1 | d0) == 0 && (d3 & (d3 - 1)) == 0) {
      int k = Long.numberOfTrailingZeros(d3);
      long rest = n3 & (d3 - 1);
      return wanted == Wanted.REMAINDER
          ? unpadded(rest, n2, n1, n0, padding)
          : Uint256Division.rounded(
              right(n7, n6, k),
              right(n6, n5, k),
              right(n5, n4, k),
              right(n4, n3, k),
              rest | n2 | n1 | n0,
              wanted);
    }
    int s = Long.numberOfLeadingZeros(d3);
    long e3 = left(d3, d2, s);
    long e2 = left(d2, d1, s);
    long e1 = left(d1, d0, s);
    long e0 = d0 << s;
    long v = reciprocal(e3, e2);
    long r3 = left(n7, n6, s);
    long r2 = left(n6, n5, s);
    long r1 = left(n5, n4, s);
    long r0 = left(n4, n3, s);
    long u3 = left(n3, n2, s);
    long u2 = left(n2, n1, s);
    long u1 = left(n1, n0, s);
    long u0 = n0 << s;
    for (int turn = 0; turn < 4; turn++) {
      long q;
      if (r3 == 0) {
        // (r2, r1, r0, u3) is below 2^256, hence below twice the divisor.
        Uint256 rest = Uint256.ofLimbs(r2, r1, r0, u3);
        Uint256 divisor = Uint256.ofLimbs(e3, e2, e1, e0);
        q = 0;
        if (rest.isAtLeast(divisor)) {
          q = 1;
          rest = rest.minusWrapping(divisor);
        }
        r3 = rest.l3;
        r2 = rest.l2;
        r1 = rest.l1;
        r0 = rest.l0;
      } else if (r3 == e3 && r2 == e2) {
        // The estimate would not fit a limb; the quotient limb is 2^64 - 1 exactly, and what is
        // left is remainder * 2^64 + next - divisor * 2^64 + divisor, whose fifth limb is zero.
        Uint256 rest =
            Uint256.ofLimbs(e3, r1, r0, u3)
                .minusWrapping(Uint256.ofLimbs(0, e1, e0, 0))
                .plusWrapping(Uint256.ofLimbs(0, e2, e1, e0));
        q = -1;
        r3 = rest.l3;
        r2 = rest.l2;
        r1 = rest.l1;
        r0 = rest.l0;
      } else {
        // (r3, r2, r1) / (e3, e2), which is at most one more than the quotient limb.
        long low = v * r3;
        long q0 = low + r2;
        q = unsignedMultiplyHigh(v, r3) + r3 + carry(low, r2, q0);
        long p = e2 * q;
        long x2 = r1 - p;
        long x3 = r2 - q * e3 - unsignedMultiplyHigh(e2, q) - borrow(r1, p, x2);
        long y2 = x2 - e2;
        x3 -= e3 + borrow(x2, e2, y2);
        q++;
        long tooLarge = borrow(x3, q0, x3 - q0) - 1;
        q += tooLarge;
        long m2 = e2 & tooLarge;
        x2 = y2 + m2;
        x3 += (e3 & tooLarge) + carry(y2, m2, x2);
        if (compareUnsigned(x3, e3) >= 0 && (x3 != e3 || compareUnsigned(x2, e2) >= 0)) {
          q++;
          long z2 = x2 - e2;
          x3 -= e3 + borrow(x2, e2, z2);
          x2 = z2;
        }
        // (x3, x2, r0, u3) - q * (e1, e0)
        p = q * e0;
        long t = unsignedMultiplyHigh(q, e0);
        long m = q * e1;
        long p1 = m + t;
        t = unsignedMultiplyHigh(q, e1) + carry(m, t, p1);
        long y0 = u3 - p;
        long b = borrow(u3, p, y0);
        long y1 = r0 - p1 - b;
        b = borrow(r0, p1, y1);
        r2 = x2 - t - b;
        b = borrow(x2, t, r2);
        r3 = x3 - b;
        r1 = y1;
        r0 = y0;
        if (borrow(x3, b, r3) != 0) {
          q--;
          r0 = y0 + e0;
          long c = carry(y0, e0, r0);
          r1 = y1 + e1 + c;
          c = carry(y1, e1, r1);
          long z2 = r2 + e2 + c;
          r3 += e3 + carry(r2, e2, z2);
          r2 = z2;
        }
      }
      u3 = u2;
      u2 = u1;
      u1 = u0;
      u0 = q;
    }
    return wanted == Wanted.REMAINDER
        ? unpadded(r3 >>> s, right(r3, r2, s), right(r2, r1, s), right(r1, r0, s), padding)
        : Uint256Division.rounded(u3, u2, u1, u0, r3 | r2 | r1 | r0, wanted);
  }

  private static Uint256 unpadded(long r3, long r2, long r1, long r0, int padding) {
    return padding == 0 ? Uint256.ofLimbs(r3, r2, r1, r0) : Uint256.ofLimbs(0, r3, r2, r1);
  }
}
