package dev.fairlead.route;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Between the doubles of the search and exact amounts. */
final class Amounts {
  private static final int MANTISSA_BITS = 52;

  /** Of so many digits the doubles behind a price are sure. */
  private static final MathContext SURE = new MathContext(12, RoundingMode.HALF_EVEN);

  private Amounts() {}

  /** A price of base units as one of whole tokens: a figure to show. */
  static BigDecimal wholePrice(double unitPrice, Token in, Token out) {
    return Double.isFinite(unitPrice) && unitPrice > 0
        ? BigDecimal.valueOf(unitPrice)
            .scaleByPowerOfTen(in.decimals() - out.decimals())
            .round(SURE)
        : BigDecimal.ZERO;
  }

  /** The whole part of {@code x}, exactly; what is negative or not a number is zero. */
  static Uint256 exact(double x) {
    if (!(x >= 1)) {
      return Uint256.ZERO;
    }
    int exponent = Math.getExponent(x);
    if (exponent > 255) {
      return Uint256.MAX_VALUE;
    }
    long mantissa =
        (Double.doubleToRawLongBits(x) & ((1L << MANTISSA_BITS) - 1)) | (1L << MANTISSA_BITS);
    Uint256 bits = Uint256.of(mantissa);
    return exponent >= MANTISSA_BITS
        ? bits.shiftLeft(exponent - MANTISSA_BITS)
        : bits.shiftRight(MANTISSA_BITS - exponent);
  }
}
