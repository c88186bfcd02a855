package dev.fairlead.model;

import static dev.fairlead.model.Uint256.less;
import static dev.fairlead.model.Uint256Bits.left;
import static java.lang.Math.unsignedMultiplyHigh;

/**
 * Reciprocals of a divisor's leading limbs, by Newton's iteration from a table of 256 entries.
 *
 * <p>The pair (high, low) approximates 2^256 / (D + 1) - 2^128 for the leading 128 bits D of the
 * normalised divisor, from below and by less than {@link #ERROR}. From below, so that a quotient
 * limb estimated with it is never too large.
 */
record Uint256Reciprocal(long high, long low) {
  static final long ERROR = 256;

  private static final short[] LEADING_BITS = new short[256];

  static {
    for (int i = 0; i < 256; i++) {
      LEADING_BITS[i] = (short) (0x7FD00 / (256 + i));
    }
  }

  /** For a divisor of at least two limbs. */
  static Uint256Reciprocal of(long d3, long d2, long d1, long d0) {
    long top = d3;
    long middle = d2;
    long low = d1;
    if (top == 0) {
      top = d2;
      middle = d1;
      low = d0;
    }
    if (top == 0) {
      top = d1;
      middle = d0;
      low = 0;
    }
    int s = Long.numberOfLeadingZeros(top);
    return of(left(top, middle, s), left(middle, low, s));
  }

  /** For the leading limbs (e1, e0) of a divisor whose top bit is set. */
  static Uint256Reciprocal of(long e1, long e0) {
    long v = approximate(e1);
    long high = ~e1;
    long low = ~e0;
    // Where D is 2^128 - 1 - r for a small r, the reciprocal is r; everywhere else there is room
    // to start a little below the one-limb reciprocal and take one step of Newton's iteration.
    if (Long.compareUnsigned(v, 8) >= 0) {
      long w = v - 6;
      // What (2^64 + w) * (D + 1) lacks to 2^192, in units of 2^64, rounded down.
      long product = w * e1;
      long sum = product + e0;
      long next = unsignedMultiplyHigh(w, e0) + 3;
      long middle = sum + next;
      long top = e1 + unsignedMultiplyHigh(w, e1) + less(sum, e0) + less(middle, next);
      long lackHigh = ~top;
      long lackLow = ~middle;
      long part = lackHigh * w;
      long more = part + lackLow;
      long last = unsignedMultiplyHigh(lackLow, w);
      low = more + last;
      high =
          w + lackHigh + unsignedMultiplyHigh(lackHigh, w) + less(more, lackLow) + less(low, last);
    }
    return new Uint256Reciprocal(high, low);
  }

  /** floor((2^128 - 1) / d) - 2^64, exactly, for a d whose top bit is set. */
  static long exact(long d) {
    long v = approximate(d);
    long low = v * d;
    return v - (unsignedMultiplyHigh(v, d) + less(low + d, d) + d);
  }

  /**
   * The {@link #exact} reciprocal or one more: Möller and Granlund's iteration but its last step.
   */
  private static long approximate(long d) {
    long d0 = d & 1;
    long d40 = (d >>> 24) + 1;
    long d63 = (d >>> 1) + d0;
    long v0 = LEADING_BITS[(int) (d >>> 55) & 0xFF];
    long v1 = (v0 << 11) - ((v0 * v0 * d40) >>> 40) - 1;
    long v2 = (v1 << 13) + ((v1 * ((1L << 60) - v1 * d40)) >>> 47);
    long e = ((v2 >>> 1) & -d0) - v2 * d63;
    return (v2 << 31) + (unsignedMultiplyHigh(v2, e) >>> 1);
  }
}
