package dev.fairlead.model;

/** Shifts and single bits of {@link Uint256}. */
final class Uint256Bits {
  private Uint256Bits() {}

  static int length(long x3, long x2, long x1, long x0) {
    if (x3 != 0) {
      return 256 - Long.numberOfLeadingZeros(x3);
    }
    if (x2 != 0) {
      return 192 - Long.numberOfLeadingZeros(x2);
    }
    return x1 != 0 ? 128 - Long.numberOfLeadingZeros(x1) : 64 - Long.numberOfLeadingZeros(x0);
  }

  static boolean test(Uint256 x, int bit) {
    long limb =
        switch (nonNegative(bit) >>> 6) {
          case 0 -> x.l0;
          case 1 -> x.l1;
          case 2 -> x.l2;
          case 3 -> x.l3;
          default -> 0;
        };
    return (limb >>> bit & 1) != 0;
  }

  static Uint256 shiftLeft(Uint256 x, int bits) {
    int s = nonNegative(bits) & 63;
    return switch (bits >>> 6) {
      case 0 -> join(x.l3, x.l2, x.l1, x.l0, 0, s);
      case 1 -> join(x.l2, x.l1, x.l0, 0, 0, s);
      case 2 -> join(x.l1, x.l0, 0, 0, 0, s);
      case 3 -> join(x.l0, 0, 0, 0, 0, s);
      default -> Uint256.ZERO;
    };
  }

  static Uint256 shiftRight(Uint256 x, int bits) {
    int s = nonNegative(bits) & 63;
    return switch (bits >>> 6) {
      case 0 -> split(0, x.l3, x.l2, x.l1, x.l0, s);
      case 1 -> split(0, 0, x.l3, x.l2, x.l1, s);
      case 2 -> split(0, 0, 0, x.l3, x.l2, s);
      case 3 -> split(0, 0, 0, 0, x.l3, s);
      default -> Uint256.ZERO;
    };
  }

  /** The upper limb of {@code (high, low) << s} for s of 0 to 63. */
  static long left(long high, long low, int s) {
    return high << s | low >>> 1 >>> (63 - s);
  }

  /** The lower limb of {@code (high, low) >>> s} for s of 0 to 63. */
  static long right(long high, long low, int s) {
    return high << 1 << (63 - s) | low >>> s;
  }

  /** The upper four limbs of five shifted left. */
  private static Uint256 join(long a4, long a3, long a2, long a1, long a0, int s) {
    return Uint256.ofLimbs(left(a4, a3, s), left(a3, a2, s), left(a2, a1, s), left(a1, a0, s));
  }

  /** The lower four limbs of five shifted right. */
  static Uint256 split(long a4, long a3, long a2, long a1, long a0, int s) {
    return Uint256.ofLimbs(right(a4, a3, s), right(a3, a2, s), right(a2, a1, s), right(a1, a0, s));
  }

  private static int nonNegative(int bits) {
    if (bits < 0) {
      throw new IllegalArgumentException("negative bit count: " + bits);
    }
    return bits;
  }
}
