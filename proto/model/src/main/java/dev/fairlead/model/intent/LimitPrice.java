package dev.fairlead.model.intent;

import dev.fairlead.model.Uint256;

/**
 * The worst price allowed, as an exact ratio of base units: never more than {@code sellUnits} given
 * for {@code buyUnits} received.
 *
 * @param partiallyFillable whether a part of the amount may be traded where all of it does not get
 *     the price; the price is then that of the whole part, on average
 */
public record LimitPrice(Uint256 sellUnits, Uint256 buyUnits, boolean partiallyFillable) {
  private static final int NUMBER_BITS = 256;

  public LimitPrice {
    if (sellUnits.isZero() || buyUnits.isZero()) {
      throw new IllegalArgumentException("a limit price has two positive sides");
    }
  }

  /** All or nothing. */
  public LimitPrice(Uint256 sellUnits, Uint256 buyUnits) {
    this(sellUnits, buyUnits, false);
  }

  /**
   * The least that must be received for {@code sold}, rounded in the strategy's favour; the largest
   * number where it is near or above all numbers, which no market gives.
   */
  public Uint256 leastBuyFor(Uint256 sold) {
    return fits(sold, buyUnits, sellUnits) ? sold.mulDivUp(buyUnits, sellUnits) : Uint256.MAX_VALUE;
  }

  /**
   * The most that may be given for {@code bought}, rounded in the strategy's favour; the largest
   * number where it is near or above all numbers.
   */
  public Uint256 mostSellFor(Uint256 bought) {
    return fits(bought, sellUnits, buyUnits)
        ? bought.mulDivDown(sellUnits, buyUnits)
        : Uint256.MAX_VALUE;
  }

  private static boolean fits(Uint256 amount, Uint256 factor, Uint256 divisor) {
    return amount
            .toBigInteger()
            .multiply(factor.toBigInteger())
            .divide(divisor.toBigInteger())
            .bitLength()
        < NUMBER_BITS;
  }
}
