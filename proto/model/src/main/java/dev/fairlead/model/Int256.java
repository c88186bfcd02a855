package dev.fairlead.model;

import java.math.BigInteger;

/**
 * A signed 256-bit integer: the EVM's {@code int256}.
 *
 * @param bits the number in two's complement
 */
public record Int256(Uint256 bits) implements Comparable<Int256> {
  public static final Int256 ZERO = new Int256(Uint256.ZERO);

  public static Int256 of(long value) {
    long sign = value >> 63;
    return new Int256(Uint256.ofLimbs(sign, sign, sign, value));
  }

  /** The same number; {@link IllegalArgumentException} outside of -2^255 to 2^255 - 1. */
  public static Int256 of(BigInteger value) {
    if (value.bitLength() > 255) {
      throw new IllegalArgumentException("outside of int256: " + value);
    }
    return new Int256(
        Uint256.ofLimbs(
            value.shiftRight(192).longValue(),
            value.shiftRight(128).longValue(),
            value.shiftRight(64).longValue(),
            value.longValue()));
  }

  public boolean isNegative() {
    return bits.isNegativeTwosComplement();
  }

  /** How far it is from zero. */
  public Uint256 magnitude() {
    return isNegative() ? bits.negateWrapping() : bits;
  }

  public BigInteger toBigInteger() {
    BigInteger magnitude = magnitude().toBigInteger();
    return isNegative() ? magnitude.negate() : magnitude;
  }

  @Override
  public int compareTo(Int256 other) {
    return isNegative() == other.isNegative() ? bits.compareTo(other.bits) : isNegative() ? -1 : 1;
  }

  /** Decimal, with a minus where it is negative. */
  @Override
  public String toString() {
    return isNegative() ? "-" + magnitude() : bits.toString();
  }
}
