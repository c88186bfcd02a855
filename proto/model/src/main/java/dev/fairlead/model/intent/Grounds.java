package dev.fairlead.model.intent;

import dev.fairlead.model.Wei;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What speaks for a plan beside the routes that it was chosen from.
 *
 * @param marginalPrices for each leg, what one more whole token sold along it would give once all
 *     legs have run, in whole tokens: figures for people, of no more digits than they are good for
 * @param dataCost what a rollup was estimated to take for its transaction beside the gas
 * @param checks what the plan was held against and passed
 * @param bound what no plan could have got; null where nobody asked
 */
public record Grounds(
    List<BigDecimal> marginalPrices,
    Wei dataCost,
    List<RiskCheck> checks,
    @Nullable PlanBound bound) {
  /** Nothing is told, as by versions that did not know of any. */
  public static final Grounds UNTOLD = new Grounds(List.of(), Wei.ZERO, List.of(), null);

  public Grounds {
    marginalPrices = marginalPrices.stream().map(Grounds::plain).toList();
    checks = List.copyOf(checks);
  }

  /** The same, having passed these. */
  public Grounds with(List<RiskCheck> passed) {
    return new Grounds(marginalPrices, dataCost, passed, bound);
  }

  /** The same, beside what no plan could have got. */
  public Grounds with(PlanBound most) {
    return new Grounds(marginalPrices, dataCost, checks, most);
  }

  /** One form for equal numbers. */
  private static BigDecimal plain(BigDecimal price) {
    BigDecimal stripped = price.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
