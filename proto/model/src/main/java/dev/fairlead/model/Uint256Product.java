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

  /** {@code a * b / d}, or its remainder. */
  static Uint256 mulDiv(Uint256 a, Uint256 b, Uint256 d, Wanted wanted) {
    if (d.isZero()) {
      throw new ArithmeticException("division by zero: " + a + " * " + b + " / 0");
    }
    // First, as it is a chain of waits that the product, which depends on none of it, fills.
    long v1 = 0;
    long v0 = 0;
    if (Uint256Division.needsReciprocal(d)) {
      Uint256Reciprocal reciprocal = Uint256Reciprocal.of(d);
      v1 = reciprocal.high();
      v0 = reciprocal.low();
    }

    long b0 = b.l0;
    long b1 = b.l1;
    long x = a.l0;
    long p0 = x * b0;
    long c = unsignedMultiplyHigh(x, b0);
    long t = x * b1;
    long p1 = t + c;
    long p2 = unsignedMultiplyHigh(x, b1) + less(p1, c);

    x = a.l1;
    t = x * b0;
    long v = t + p1;
    c = unsignedMultiplyHigh(x, b0) + less(v, p1);
    p1 = v;
    t = x * b1;
    long u = t + p2;
    v = u + c;
    long p3 = unsignedMultiplyHigh(x, b1) + less(u, p2) + less(v, c);
    p2 = v;
    if ((a.l3 | a.l2 | b.l3 | b.l2) == 0) {
      return finish(a, b, 0, 0, 0, 0, p3, p2, p1, p0, d, v1, v0, wanted);
    }

    // Left: (a1, a0) * (b3, b2), then (a3, a2) * all of b.
    long b2 = b.l2;
    long b3 = b.l3;
    x = a.l0;
    t = x * b2;
    v = t + p2;
    c = unsignedMultiplyHigh(x, b2) + less(v, p2);
    p2 = v;
    t = x * b3;
    u = t + p3;
    v = u + c;
    long p4 = unsignedMultiplyHigh(x, b3) + less(u, p3) + less(v, c);
    p3 = v;

    x = a.l1;
    t = x * b2;
    v = t + p3;
    c = unsignedMultiplyHigh(x, b2) + less(v, p3);
    p3 = v;
    t = x * b3;
    u = t + p4;
    v = u + c;
    long p5 = unsignedMultiplyHigh(x, b3) + less(u, p4) + less(v, c);
    p4 = v;

    x = a.l2;
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

    x = a.l3;
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
    return finish(a, b, p7, v, p5, p4, p3, p2, p1, p0, d, v1, v0, wanted);
  }

  private static Uint256 finish(
      Uint256 a,
      Uint256 b,
      long p7,
      long p6,
      long p5,
      long p4,
      long p3,
      long p2,
      long p1,
      long p0,
      Uint256 d,
      long v1,
      long v0,
      Wanted wanted) {
    long h3 = p7;
    long h2 = p6;
    long h1 = p5;
    long h0 = p4;
    if (!Uint256Division.isLess(h3, h2, h1, h0, d)) {
      if (wanted != Wanted.REMAINDER) {
        throw overflow(a, b, d);
      }
      Uint256 reduced = Uint256.ofLimbs(h3, h2, h1, h0).remainder(d);
      h3 = reduced.l3;
      h2 = reduced.l2;
      h1 = reduced.l1;
      h0 = reduced.l0;
    }
    Uint256 result = Uint256Division.divide(h3, h2, h1, h0, p3, p2, p1, p0, d, v1, v0, wanted);
    if (wanted == Wanted.CEILING && result.isZero() && !a.isZero() && !b.isZero()) {
      throw overflow(a, b, d);
    }
    return result;
  }

  private static ArithmeticException overflow(Uint256 a, Uint256 b, Uint256 d) {
    return new ArithmeticException("overflow: " + a + " * " + b + " / " + d);
  }
}
