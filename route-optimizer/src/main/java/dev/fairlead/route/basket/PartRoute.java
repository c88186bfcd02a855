package dev.fairlead.route.basket;

import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.Route;
import dev.fairlead.route.RouteResult;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one part of a basket. Amounts that are not of the route itself are of the token
 * whose amount the part leaves open.
 *
 * @param part its place among the parts as they were named, from 0
 * @param answer its route, on the market that the parts before it in the plan leave; and what was
 *     considered for it, priced beside all other parts when it was routed last
 * @param gasCost of its own transaction; null where the market knows no price of gas, so that it
 *     counts as free
 * @param alone what its trade would come to if nothing else were traded
 * @param apart what its trade would come to if each part was routed alone, and these routes ran one
 *     after another as the parts were named; null where they could not
 */
public record PartRoute(
    int part,
    Trade trade,
    RouteResult.Found answer,
    @Nullable TokenAmount gasCost,
    TokenAmount alone,
    @Nullable TokenAmount apart) {
  public Route route() {
    return answer.route();
  }

  /** What the trade leaves open: what is bought, or what is sold where that is not given. */
  public TokenAmount open() {
    return open(trade, route());
  }

  static TokenAmount open(Trade trade, Route route) {
    return switch (trade) {
      case Trade.ExactIn _ -> route.quoted();
      case Trade.ExactOut _ -> route.sell();
    };
  }
}
