package dev.fairlead.model;

import static dev.fairlead.model.Uint256.borrow;
import static dev.fairlead.model.Uint256.less;
import static dev.fairlead.model.Uint256Bits.left;
import static dev.fairlead.model.Uint256Bits.right;
import static java.lang.Long.compareUnsigned;
import static java.lang.Math.unsignedMultiplyHigh;

import dev.fairlead.model.Uint256Division.Wanted;

/**
 * Schoolbook division by divisors of two to four limbs, one quotient limb a turn.
 *
 * <p>A quotient limb is the remainder's two leading limbs times the {@link Uint256Reciprocal}. The
 * limb after the point tells whether that is certain: unless it is within {@link #DOUBT} of the
 * next limb, the estimate is the quotient limb, and only then is it compared and corrected. So the
 * usual turn has no step that waits for a comparison, and a floor needs no last remainder.
 *
 * <p>The numerator's lower limbs move up one place a turn, and the quotient's limbs enter below
 * them. Fewer turns than four need a numerator whose lower limbs are already moved up.
 */
final class Uint256LongDivision {
  /** How far, in the limb after the point, an estimate may be below the quotient. */
  static final long DOUBT = 2 * Uint256Reciprocal.ERROR;

  private Uint256LongDivision() {}

  /** Divides six limbs by two; (n5, n4) is less than (d1, d0), whose reciprocal is (v1, v0). */
  static Uint256 byTwo(
      long n5,
      long n4,
      long n3,
      long n2,
      long n1,
      long n0,
      long d1,
      long d0,
      long v1,
      long v0,
      int turns,
      Wanted wanted) {
    int s = Long.numberOfLeadingZeros(d1);
    long e1 = left(d1, d0, s);
    long e0 = d0 << s;
    long r1 = left(n5, n4, s);
    long r0 = left(n4, n3, s);
    long u3 = left(n3, n2, s);
    long u2 = left(n2, n1, s);
    long u1 = left(n1, n0, s);
    long u0 = n0 << s;
    for (int turn = turns; turn > 0; turn--) {
      long x = r1 * v1;
      long y = unsignedMultiplyHigh(r1, v0);
      long z = unsignedMultiplyHigh(r0, v1);
      long xy = x + y;
      long zr = z + r0;
      long point = xy + zr;
      long q = r1 + unsignedMultiplyHigh(r1, v1) + (less(xy, y) + less(zr, r0) + less(point, zr));
      boolean certain = compareUnsigned(point, -DOUBT) < 0;
      if (turn == 1 && certain && wanted == Wanted.FLOOR) {
        return Uint256.ofLimbs(u2, u1, u0, q);
      }
      long p0 = q * e0;
      long p1 = q * e1;
      long h0 = unsignedMultiplyHigh(q, e0);
      long y0 = u3 - p0;
      long b = less(u3, p0);
      long t1 = p1 + h0;
      long y1 = r0 - t1 - b;
      if (!certain) {
        long y2 = r1 - unsignedMultiplyHigh(q, e1) - less(t1, h0) - borrow(r0, t1, y1);
        if (y2 != 0 || Uint256Division.isAtLeast(y1, y0, e1, e0)) {
          q++;
          y1 -= e1 + less(y0, e0);
          y0 -= e0;
        }
      }
      r1 = y1;
      r0 = y0;
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
   * Divides eight limbs by four, (n7, ..., n4) less than (d3, ..., d0), and (v1, v0) the divisor's
   * reciprocal.
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
      long v1,
      long v0,
      int turns,
      Wanted wanted) {
    int s = Long.numberOfLeadingZeros(d3);
    long e3 = left(d3, d2, s);
    long e2 = left(d2, d1, s);
    long e1 = left(d1, d0, s);
    long e0 = d0 << s;
    long r3 = left(n7, n6, s);
    long r2 = left(n6, n5, s);
    long r1 = left(n5, n4, s);
    long r0 = left(n4, n3, s);
    long u3 = left(n3, n2, s);
    long u2 = left(n2, n1, s);
    long u1 = left(n1, n0, s);
    long u0 = n0 << s;
    for (int turn = turns; turn > 0; turn--) {
      long x = r3 * v1;
      long y = unsignedMultiplyHigh(r3, v0);
      long z = unsignedMultiplyHigh(r2, v1);
      long xy = x + y;
      long zr = z + r2;
      long point = xy + zr;
      long q = r3 + unsignedMultiplyHigh(r3, v1) + (less(xy, y) + less(zr, r2) + less(point, zr));
      boolean certain = compareUnsigned(point, -DOUBT) < 0;
      if (turn == 1 && certain && wanted == Wanted.FLOOR) {
        return Uint256.ofLimbs(u2, u1, u0, q);
      }
      // (r3, r2, r1, r0, u3) - q * (e3, ..., e0), whose fifth limb is zero unless in doubt.
      long p = q * e0;
      long h = unsignedMultiplyHigh(q, e0);
      long y0 = u3 - p;
      long b = less(u3, p);
      p = q * e1;
      long t = p + h;
      h = unsignedMultiplyHigh(q, e1) + less(t, h);
      long w = r0 - t;
      long y1 = w - b;
      b = less(r0, t) + less(w, b);
      p = q * e2;
      t = p + h;
      h = unsignedMultiplyHigh(q, e2) + less(t, h);
      w = r1 - t;
      long y2 = w - b;
      b = less(r1, t) + less(w, b);
      p = q * e3;
      t = p + h;
      long y3 = r2 - t - b;
      if (!certain) {
        long y4 = r3 - unsignedMultiplyHigh(q, e3) - less(t, h) - borrow(r2, t, y3);
        Uint256 rest = Uint256.ofLimbs(y3, y2, y1, y0);
        Uint256 divisor = Uint256.ofLimbs(e3, e2, e1, e0);
        if (y4 != 0 || rest.isAtLeast(divisor)) {
          q++;
          rest = rest.minusWrapping(divisor);
          y3 = rest.l3;
          y2 = rest.l2;
          y1 = rest.l1;
          y0 = rest.l0;
        }
      }
      r3 = y3;
      r2 = y2;
      r1 = y1;
      r0 = y0;
      u3 = u2;
      u2 = u1;
      u1 = u0;
      u0 = q;
    }
    return wanted == Wanted.REMAINDER
        ? Uint256.ofLimbs(r3 >>> s, right(r3, r2, s), right(r2, r1, s), right(r1, r0, s))
        : Uint256Division.rounded(u3, u2, u1, u0, r3 | r2 | r1 | r0, wanted);
  }
}
