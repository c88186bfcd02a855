package dev.fairlead.venue.curve.crypto;

import dev.fairlead.model.Uint256;

/**
 * An integer with a sign, in the range of the EVM's {@code int256}; what leaves it throws {@link
 * ArithmeticException}. Quotients are rounded towards zero, as the EVM's are.
 */
record Signed(Uint256 magnitude, boolean negative) {
  Signed {
    if (magnitude.isNegativeTwosComplement()) {
      throw new ArithmeticException("outside of int256: " + magnitude);
    }
  }

  static Signed of(Uint256 value) {
    return new Signed(value, false);
  }

  /** {@code a} less {@code b}. */
  static Signed difference(Uint256 a, Uint256 b) {
    return new Signed(a.absoluteDifference(b), a.isLessThan(b));
  }

  Signed plus(Signed other) {
    if (negative == other.negative) {
      return new Signed(magnitude.plus(other.magnitude), negative);
    }
    return negative
        ? difference(other.magnitude, magnitude)
        : difference(magnitude, other.magnitude);
  }

  Signed minus(Signed other) {
    return plus(new Signed(other.magnitude, !other.negative));
  }

  Signed times(Signed other) {
    return new Signed(magnitude.times(other.magnitude), negative != other.negative);
  }

  Signed times(Uint256 factor) {
    return new Signed(magnitude.times(factor), negative);
  }

  Signed over(Signed divisor) {
    return new Signed(magnitude.dividedBy(divisor.magnitude), negative != divisor.negative);
  }

  Signed over(Uint256 divisor) {
    return new Signed(magnitude.dividedBy(divisor), negative);
  }

  boolean isPositive() {
    return !negative && !magnitude.isZero();
  }

  /** The number, which must not be negative. */
  Uint256 toUint() {
    if (negative && !magnitude.isZero()) {
      throw new ArithmeticException("negative: -" + magnitude);
    }
    return magnitude;
  }
}
