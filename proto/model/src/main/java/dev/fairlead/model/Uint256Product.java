package dev.fairlead.model;

import static dev.fairlead.model.Uint256.less;
import static java.lang.Math.unsignedMultiplyHigh;

import dev.fairlead.model.Uint256Division.Wanted;

/**
 * Products of {@link Uint256}: schoolbook rows over 64-bit limbs, all in locals, because an object
 * for the 512-bit intermediate would cost more than the multiplications.
 */
final class Uint256Product {
  private Uint256Product() {}

  static Uint256 exact(Uint256 a, Uint256 b) {
    int bits = a.bitLength() + b.bitLength();
    if (bits <= 256) {
      return wrapping(a, b);
    }
    if (bits == 257) {
      // Half of the product always fits, and its top bit tells whether the whole does.
      Uint256 half = wrapping(a.shiftRight(1), b);
      if (half.l3 >= 0) {
        Uint256 even = half.shiftLeftWrapping(1);
        Uint256 product = (a.l0 & 1) == 0 ? even : even.plusWrapping(b);
        if (product.isAtLeast(even)) {
          return product;
        }
      }
    }
    throw new ArithmeticException("overflow: " + a + " * " + b);
  }

  static Uint256 wrapping(Uint256 a, Uint256 b) {
    long x = a.l0;
    long r0 = x * b.l0;
    long c = unsignedMultiplyHigh(x, b.l0);
    long t = x * b.l1;
    long r1 = t + c;
    c = unsignedMultiplyHigh(x, b.l1) + less(r1, c);
    t = x * b.l2;
    long r2 = t + c;
    c = unsignedMultiplyHigh(x, b.l2) + less(r2, c);
    long r3 = x * b.l3 + c;

    x = a.l1;
    t = x * b.l0;
    long s1 = t + r1;
    c = unsignedMultiplyHigh(x, b.l0) + less(s1, r1);
    t = x * b.l1;
    long u = t + r2;
    long s2 = u + c;
    c = unsignedMultiplyHigh(x, b.l1) + less(u, r2) + less(s2, c);
    r3 += x * b.l2 + c;

    x = a.l2;
    t = x * b.l0;
    r2 = t + s2;
    c = unsignedMultiplyHigh(x, b.l0) + less(r2, s2);
    r3 += x * b.l1 + c;
    return Uint256.ofLimbs(r3 + a.l3 * b.l0, r2, s1, r0);
  }

  static Uint256 wrapping(Uint256 a, long b) {
    long p1 = a.l1 * b;
    long p2 = a.l2 * b;
    long s1 = p1 + unsignedMultiplyHigh(a.l0, b);
    long c = less(s1, p1);
    long s2 = p2 + unsignedMultiplyHigh(a.l1, b);
    long top = a.l3 * b + unsignedMultiplyHigh(a.l2, b) + less(s2, p2);
    long t2 = s2 + c;
    return Uint256.ofLimbs(top + less(t2, c), t2, s1, a.l0 * b);
  }

  /** {@code (a1, a0) * b / d} for an a below 2^96 and positive b and d, rounded down. */
  static Uint256 mulDivDown(long a1, long a0, int b, int d) {
    long p1 = a1 * b + unsignedMultiplyHigh(a0, b);
    long p0 = a0 * b;
    // Three digits, each below 2^63 together with what the one before left.
    long q2 = p1 / d;
    long n1 = (p1 - q2 * d) << 32 | p0 >>> 32;
    long q1 = n1 / d;
    long n0 = (n1 - q1 * d) << 32 | (p0 & 0xFFFF_FFFFL);
    return Uint256.ofLimbs(0, 0, q2, (q1 << 32) + n0 / d);
  }

  /**
   * {@code a * b / d}, or its remainder. Takes limbs, so that a caller's intermediate operands need
   * not become objects to be passed.
   */
  static Uint256 mulDiv(
      long a3,
      long a2,
      long a1,
      long a0,
      long b3,
      long b2,
      long b1,
      long b0,
      long d3,
      long d2,
      long d1,
      long d0,
      Wanted wanted) {
    // First, as it is a chain of waits that the product, which depends on none of it, fills.
    long v1 = 0;
    long v0 = 0;
    if (Uint256Division.needsReciprocal(d3, d2, d1, d0)) {
      Uint256Reciprocal reciprocal = Uint256Reciprocal.of(d3, d2, d1, d0);
      v1 = reciprocal.high();
      v0 = reciprocal.low();
    }

    long x = a0;
    long p0 = x * b0;
    long c = unsignedMultiplyHigh(x, b0);
    long t = x * b1;
    long p1 = t + c;
    long p2 = unsignedMultiplyHigh(x, b1) + less(p1, c);

    x = a1;
    t = x * b0;
    long v = t + p1;
    c = unsignedMultiplyHigh(x, b0) + less(v, p1);
    p1 = v;
    t = x * b1;
    long u = t + p2;
    v = u + c;
    long p3 = unsignedMultiplyHigh(x, b1) + less(u, p2) + less(v, c);
    p2 = v;
    if ((a3 | a2 | b3 | b2) == 0 && (d3 | d2 | d1 | d0) != 0) {
      return Uint256Division.divide(0, 0, 0, 0, p3, p2, p1, p0, d3, d2, d1, d0, v1, v0, wanted);
    }

    // Left: (a1, a0) * (b3, b2), then (a3, a2) * all of b.
    x = a0;
    t = x * b2;
    v = t + p2;
    c = unsignedMultiplyHigh(x, b2) + less(v, p2);
    p2 = v;
    t = x * b3;
    u = t + p3;
    v = u + c;
    long p4 = unsignedMultiplyHigh(x, b3) + less(u, p3) + less(v, c);
    p3 = v;

    x = a1;
    t = x * b2;
    v = t + p3;
    c = unsignedMultiplyHigh(x, b2) + less(v, p3);
    p3 = v;
    t = x * b3;
    u = t + p4;
    v = u + c;
    long p5 = unsignedMultiplyHigh(x, b3) + less(u, p4) + less(v, c);
    p4 = v;

    x = a2;
    t = x * b0;
    v = t + p2;
    c = unsignedMultiplyHigh(x, b0) + less(v, p2);
    p2 = v;
    t = x * b1;
    u = t + p3;
    v = u + c;
    c = unsignedMultiplyHigh(x, b1) + less(u, p3) + less(v, c);
    p3 = v;
    t = x * b2;
    u = t + p4;
    v = u + c;
    c = unsignedMultiplyHigh(x, b2) + less(u, p4) + less(v, c);
    p4 = v;
    t = x * b3;
    u = t + p5;
    v = u + c;
    long p6 = unsignedMultiplyHigh(x, b3) + less(u, p5) + less(v, c);
    p5 = v;

    x = a3;
    t = x * b0;
    v = t + p3;
    c = unsignedMultiplyHigh(x, b0) + less(v, p3);
    p3 = v;
    t = x * b1;
    u = t + p4;
    v = u + c;
    c = unsignedMultiplyHigh(x, b1) + less(u, p4) + less(v, c);
    p4 = v;
    t = x * b2;
    u = t + p5;
    v = u + c;
    c = unsignedMultiplyHigh(x, b2) + less(u, p5) + less(v, c);
    p5 = v;
    t = x * b3;
    u = t + p6;
    v = u + c;
    long p7 = unsignedMultiplyHigh(x, b3) + less(u, p6) + less(v, c);
    p6 = v;
    if (Uint256Division.isLess(p7, p6, p5, p4, d3, d2, d1, d0)) {
      Uint256 result =
          Uint256Division.divide(p7, p6, p5, p4, p3, p2, p1, p0, d3, d2, d1, d0, v1, v0, wanted);
      if (wanted != Wanted.CEILING
          || !result.isZero()
          || (p7 | p6 | p5 | p4 | p3 | p2 | p1 | p0) == 0) {
        return result;
      }
    } else if (wanted == Wanted.REMAINDER && (d3 | d2 | d1 | d0) != 0) {
      return Uint256Division.remainder(
          Uint256.ofLimbs(p7, p6, p5, p4),
          Uint256.ofLimbs(p3, p2, p1, p0),
          Uint256.ofLimbs(d3, d2, d1, d0));
    }
    throw outside(
        Uint256.ofLimbs(a3, a2, a1, a0),
        Uint256.ofLimbs(b3, b2, b1, b0),
        Uint256.ofLimbs(d3, d2, d1, d0));
  }

  private static ArithmeticException outside(Uint256 a, Uint256 b, Uint256 d) {
    return new ArithmeticException(
        (d.isZero() ? "division by zero: " : "overflow: ") + a + " * " + b + " / " + d);
  }
}
