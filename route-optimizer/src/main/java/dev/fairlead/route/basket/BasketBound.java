package dev.fairlead.route.basket;

import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.bound.Ceiling;
import dev.fairlead.venue.Market;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What no plans for the parts of a basket could better, however they are laid out over the whole
 * market and in which order they run: certified, as {@link Ceiling} says. Limits and gas are left
 * aside.
 *
 * @param units of the token in common: the most that the amounts sold could give, or the least that
 *     the amounts bought could take. Where shares of an amount are spent, the amounts bought are
 *     those of the plan
 * @param gap by which share the plan is behind
 */
public record BasketBound(TokenAmount units, BigDecimal gap) {
  /** For the plan of a basket over the market that it was made for. */
  public static BasketBound of(Market market, Basket basket, BasketResult.Found plan) {
    Ceiling ceiling = Ceiling.over(market);
    Set<PoolId> known = pools(plan);
    return switch (basket) {
      case Basket.SellMany many -> {
        TokenAmount most = ceiling.of(many.sold(), many.bought(), known);
        yield new BasketBound(most, behind(plan.total(), most));
      }
      case Basket.BuyMany _, Basket.SpendShares _ -> {
        TokenAmount least = ceiling.leastFor(basket.common(), bought(plan), known);
        yield new BasketBound(least, behind(least, plan.total()));
      }
    };
  }

  private static Set<PoolId> pools(BasketResult.Found plan) {
    return plan.parts().stream()
        .flatMap(part -> part.route().legs().stream())
        .flatMap(leg -> leg.hops().stream())
        .map(Hop::pool)
        .collect(Collectors.toSet());
  }

  private static List<TokenAmount> bought(BasketResult.Found plan) {
    return plan.parts().stream()
        .map(part ->
            part.trade() instanceof Trade.ExactOut exactOut
                ? exactOut.buyAmount()
                : part.route().quoted())
        .toList();
  }

  private static BigDecimal behind(TokenAmount less, TokenAmount more) {
    return BigDecimal.ONE.subtract(
        less.toDecimal().divide(more.toDecimal(), MathContext.DECIMAL64));
  }
}
