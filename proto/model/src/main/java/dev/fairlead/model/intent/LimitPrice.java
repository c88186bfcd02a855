package dev.fairlead.model.intent;

import dev.fairlead.model.Uint256;

/**
 * The worst price allowed, as an exact ratio of base units: never more than {@code sellUnits} given
 * for {@code buyUnits} received.
 */
public record LimitPrice(Uint256 sellUnits, Uint256 buyUnits) {
  public LimitPrice {
    if (sellUnits.isZero() || buyUnits.isZero()) {
      throw new IllegalArgumentException("a limit price has two positive sides");
    }
  }

  /** The least that must be received for {@code sold}, rounded in the strategy's favour. */
  public Uint256 leastBuyFor(Uint256 sold) {
    return sold.mulDivUp(buyUnits, sellUnits);
  }

  /** The most that may be given for {@code bought}, rounded in the strategy's favour. */
  public Uint256 mostSellFor(Uint256 bought) {
    return bought.mulDivDown(sellUnits, buyUnits);
  }
}
