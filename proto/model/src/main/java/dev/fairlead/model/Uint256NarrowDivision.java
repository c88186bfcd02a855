package dev.fairlead.model;

import static dev.fairlead.model.Uint256.less;
import static dev.fairlead.model.Uint256Bits.left;
import static java.lang.Long.compareUnsigned;
import static java.lang.Math.unsignedMultiplyHigh;

import dev.fairlead.model.Uint256Division.Wanted;

/**
 * Products of two limbs by two over two, as amounts and reserves make them: most have a quotient of
 * two limbs that is certain at once. Everything else, rare as it is, takes the way of all numbers.
 */
final class Uint256NarrowDivision {
  private Uint256NarrowDivision() {}

  /** {@code (a1, a0) * (b1, b0) / (d1, d0)}, rounded down; d1 is not zero. */
  static Uint256 mulDivDown(long a1, long a0, long b1, long b0, long d1, long d0) {
    int s = Long.numberOfLeadingZeros(d1);
    long e1 = left(d1, d0, s);
    long e0 = d0 << s;
    if ((e1 << 1 | e0) == 0) {
      return general(a1, a0, b1, b0, d1, d0);
    }
    // First, as it is a chain of waits that the product, which depends on none of it, fills.
    Uint256Reciprocal reciprocal = Uint256Reciprocal.of(e1, e0);
    long v1 = reciprocal.high();
    long v0 = reciprocal.low();

    long t = a0 * b1;
    long w = a1 * b0;
    long c = unsignedMultiplyHigh(a0, b0);
    long m = t + c;
    long p1 = m + w;
    long p2 = unsignedMultiplyHigh(a0, b1) + less(m, c);
    long h = unsignedMultiplyHigh(a1, b0) + less(p1, w);
    long g = p2 + h;
    t = a1 * b1;
    p2 = g + t;
    long p3 = unsignedMultiplyHigh(a1, b1) + less(g, h) + less(p2, t);
    long p0 = a0 * b0;

    // Moved up as the divisor; the numerator's leading limbs are less than it.
    long r1 = left(p3, p2, s);
    long r0 = left(p2, p1, s);
    long u = left(p1, p0, s);
    if (left(0, p3, s) != 0 || Uint256Division.isAtLeast(r1, r0, e1, e0)) {
      return general(a1, a0, b1, b0, d1, d0);
    }
    long high = 0;
    if (r1 != 0 || Uint256Division.isAtLeast(r0, u, e1, e0)) {
      long z = unsignedMultiplyHigh(r0, v1);
      long y = unsignedMultiplyHigh(r1, v0);
      long xy = r1 * v1 + y;
      long zr = z + r0;
      long point = xy + zr;
      high = r1 + unsignedMultiplyHigh(r1, v1) + (less(xy, y) + less(zr, r0) + less(point, zr));
      if (compareUnsigned(point, -Uint256LongDivision.DOUBT) >= 0) {
        return general(a1, a0, b1, b0, d1, d0);
      }
      long q0 = high * e0;
      long rest = u - q0;
      r1 = r0 - high * e1 - unsignedMultiplyHigh(high, e0) - less(u, q0);
      r0 = rest;
    } else {
      r1 = r0;
      r0 = u;
    }
    long z = unsignedMultiplyHigh(r0, v1);
    long y = unsignedMultiplyHigh(r1, v0);
    long xy = r1 * v1 + y;
    long zr = z + r0;
    long point = xy + zr;
    long q = r1 + unsignedMultiplyHigh(r1, v1) + (less(xy, y) + less(zr, r0) + less(point, zr));
    return compareUnsigned(point, -Uint256LongDivision.DOUBT) < 0
        ? Uint256.ofLimbs(0, 0, high, q)
        : general(a1, a0, b1, b0, d1, d0);
  }

  private static Uint256 general(long a1, long a0, long b1, long b0, long d1, long d0) {
    return Uint256Product.mulDiv(0, 0, a1, a0, 0, 0, b1, b0, 0, 0, d1, d0, Wanted.FLOOR);
  }
}
