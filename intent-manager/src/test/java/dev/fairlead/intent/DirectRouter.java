package dev.fairlead.intent;

import dev.fairlead.model.Fraction;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.Route;
import dev.fairlead.route.RouteRequest;
import dev.fairlead.route.RouteResult;
import dev.fairlead.route.Router;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import java.util.List;

/** Routes over the first pool that holds both tokens. */
final class DirectRouter implements Router {
  @Override
  public RouteResult route(Market market, RouteRequest request) {
    Token sell = request.trade().sell();
    Token buy = request.trade().buy();
    for (Pool pool : market.pools(sell, buy)) {
      Quote quote =
          switch (request.trade()) {
            case Trade.ExactIn in -> pool.quoteExactIn(sell, buy, in.sellAmount().units());
            case Trade.ExactOut out -> pool.quoteExactOut(sell, buy, out.buyAmount().units());
          };
      if (quote instanceof Quote.Filled filled) {
        Uint256 in = filled.amountIn();
        Quote real = pool.quoteExactIn(sell, buy, in);
        if (real instanceof Quote.Filled given) {
          return found(market, pool, sell, buy, in, given.amountOut());
        }
      }
    }
    return new RouteResult.NotFound(
        new Rejection.NoRoute(sell, buy, "no pool takes it"), List.of());
  }

  private static RouteResult found(
      Market market, Pool pool, Token sell, Token buy, Uint256 in, Uint256 out) {
    Leg leg = new Leg(List.of(new Hop(pool.id(), sell, buy, in, out)));
    return new RouteResult.Found(
        new Route(
            market.block(),
            sell.amount(in),
            buy.amount(out),
            List.of(leg),
            Fraction.ZERO,
            pool.gas(sell, buy)),
        List.of(new Candidate(List.of(pool.id()), out, true, "the only one")));
  }
}
