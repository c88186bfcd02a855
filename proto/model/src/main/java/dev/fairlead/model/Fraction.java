package dev.fairlead.model;

import java.math.BigDecimal;

/**
 * An exact share of one, from 0 to 1, in billionths: slippage limits, price impacts, fees.
 *
 * <p>One basis point is 100,000 billionths. A decimal with more than nine places is refused, not
 * rounded.
 */
public record Fraction(long billionths) implements Comparable<Fraction> {
  public static final long ONE_IN_BILLIONTHS = 1_000_000_000L;
  public static final Fraction ZERO = new Fraction(0);
  public static final Fraction ONE = new Fraction(ONE_IN_BILLIONTHS);

  private static final int PLACES = 9;
  private static final Uint256 DENOMINATOR = Uint256.of(ONE_IN_BILLIONTHS);

  public Fraction {
    if (billionths < 0 || billionths > ONE_IN_BILLIONTHS) {
      throw new IllegalArgumentException(
          "a fraction is between 0 and 1 but this is " + billionths + " billionths");
    }
  }

  public static Fraction ofBasisPoints(long basisPoints) {
    return new Fraction(Math.multiplyExact(basisPoints, 100_000L));
  }

  /** The exact value of {@code decimal}; refuses what needs more than nine places. */
  public static Fraction of(BigDecimal decimal) {
    if (decimal.signum() < 0 || decimal.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("a fraction is between 0 and 1 but this is " + decimal);
    }
    BigDecimal plain = decimal.stripTrailingZeros();
    if (plain.scale() > PLACES) {
      throw new IllegalArgumentException(decimal + " is not an exact number of billionths");
    }
    return new Fraction(plain.movePointRight(PLACES).longValueExact());
  }

  /**
   * The decimal that {@code value} prints as, exactly; refuses NaN, infinities and values whose
   * shortest decimal form needs more than nine places.
   */
  public static Fraction ofExact(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(value + " is not a number between 0 and 1");
    }
    return of(BigDecimal.valueOf(value));
  }

  public Uint256 ofDown(Uint256 amount) {
    return amount.mulDivDown(Uint256.of(billionths), DENOMINATOR);
  }

  public Uint256 ofUp(Uint256 amount) {
    return amount.mulDivUp(Uint256.of(billionths), DENOMINATOR);
  }

  public Fraction complement() {
    return new Fraction(ONE_IN_BILLIONTHS - billionths);
  }

  public BigDecimal toDecimal() {
    return BigDecimal.valueOf(billionths, 9);
  }

  @Override
  public int compareTo(Fraction other) {
    return Long.compare(billionths, other.billionths);
  }

  /** In percent, such as {@code 0.5 %}. */
  @Override
  public String toString() {
    return BigDecimal.valueOf(billionths, 7).stripTrailingZeros().toPlainString() + " %";
  }
}
