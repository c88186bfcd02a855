package dev.fairlead.node.quote;

import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.LimitPrice;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.route.NetworkFee;
import dev.fairlead.route.PartialRouter;
import dev.fairlead.route.Route;
import dev.fairlead.route.RouteRequest;
import dev.fairlead.route.RouteResult;
import dev.fairlead.route.bound.Ceiling;
import dev.fairlead.venue.file.MarketFile;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a market says to a trade: pool by pool, and the best route over all of them.
 *
 * @param fee by which routes were weighed; none where it counted as nothing
 * @param bound more than this no plan over the whole market gives for what the route sells, limits
 *     and gas left aside; null where there is no route
 */
public record Answer(
    MarketFile file,
    Trade trade,
    List<PoolOffer> offers,
    RouteResult route,
    NetworkFee fee,
    @Nullable TokenAmount bound) {
  public Answer {
    offers = List.copyOf(offers);
  }

  /** Asks. */
  public static Answer of(MarketFile file, QuoteRequest request) {
    Trade trade = request.trade();
    Token wrappedNative = request.wrappedNative();
    NetworkFee fee = wrappedNative == null ? NetworkFee.FREE : request.fee();
    RouteRequest asked =
        new RouteRequest(
            trade, request.limits(), fee, wrappedNative == null ? trade.sell() : wrappedNative);
    LimitPrice limit = request.limit();
    GraphRouter router = new GraphRouter();
    RouteResult route =
        limit == null
            ? router.route(file.market(), asked)
            : new PartialRouter(router).route(file.market(), asked, limit);
    return new Answer(
        file,
        trade,
        Offers.of(file.market(), trade, fee, route, request.withDepth()),
        route,
        fee,
        route instanceof RouteResult.Found(Route found, _, _)
            ? Ceiling.over(file.market()).of(found.sell(), trade.buy(), found.pools())
            : null);
  }

  /**
   * What a candidate gives alone, less its gas and bytes, which may be negative; empty where nobody
   * knows what they are worth in the token bought.
   */
  Optional<BigInteger> net(Candidate candidate) {
    BigInteger gross = candidate.amountOut().toBigInteger();
    if (fee.isZero()) {
      return Optional.of(gross);
    }
    TokenAmount cost = route.worth(fee.cost(candidate.gas(), candidate.dataCost()));
    return cost == null || !cost.token().equals(trade.buy())
        ? Optional.empty()
        : Optional.of(gross.subtract(cost.units().toBigInteger()));
  }

  /** Whether there is a route within all limits. */
  public boolean isPossible() {
    return route instanceof RouteResult.Found;
  }

  /** The token whose amount the trade leaves open. */
  Token open() {
    return trade instanceof Trade.ExactIn ? trade.buy() : trade.sell();
  }
}
