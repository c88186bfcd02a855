package dev.fairlead.model.intent;

import java.math.BigDecimal;
import java.util.List;

/**
 * What speaks for a plan beside the routes that it was chosen from.
 *
 * @param marginalPrices for each leg, what one more whole token sold along it would give once all
 *     legs have run, in whole tokens: figures for people, of no more digits than they are good for
 */
public record Grounds(List<BigDecimal> marginalPrices) {
  /** Nothing is told, as by versions that did not know of any. */
  public static final Grounds UNTOLD = new Grounds(List.of());

  public Grounds {
    marginalPrices = marginalPrices.stream().map(Grounds::plain).toList();
  }

  /** One form for equal numbers. */
  private static BigDecimal plain(BigDecimal price) {
    BigDecimal stripped = price.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
