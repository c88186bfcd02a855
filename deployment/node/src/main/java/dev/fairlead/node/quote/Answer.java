package dev.fairlead.node.quote;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.LimitPrice;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.route.PartialRouter;
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
 * @param gasPrice by which routes were weighed; zero where gas counted as free
 * @param bound more than this no plan over the whole market gives for what the route sells, limits
 *     and gas left aside; null where it was not asked for or there is no route
 */
public record Answer(
    MarketFile file,
    Trade trade,
    List<PoolOffer> offers,
    RouteResult route,
    FeePerGas gasPrice,
    @Nullable TokenAmount bound) {
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);

  public Answer {
    offers = List.copyOf(offers);
  }

  /** Asks. */
  public static Answer of(MarketFile file, QuoteRequest request) {
    Trade trade = request.trade();
    Token wrappedNative = request.wrappedNative();
    FeePerGas gasPrice = wrappedNative == null ? FeePerGas.ZERO : request.gasPrice();
    RouteRequest asked =
        new RouteRequest(
            trade,
            request.limits(),
            gasPrice,
            wrappedNative == null ? trade.sell() : wrappedNative);
    LimitPrice limit = request.limit();
    GraphRouter router = new GraphRouter();
    RouteResult route =
        limit == null
            ? router.route(file.market(), asked)
            : new PartialRouter(router).route(file.market(), asked, limit);
    return new Answer(
        file,
        trade,
        Offers.of(
            file.market(),
            trade,
            gasPrice,
            wrappedNative == null ? null : route.nativeWorth(),
            request.withDepth()),
        route,
        gasPrice,
        request.withBound() && route instanceof RouteResult.Found found
            ? Ceiling.over(file.market()).of(found.route().sell(), trade.buy())
            : null);
  }

  /**
   * What a candidate gives alone, less its gas, which may be negative; empty where nobody knows
   * what gas is worth in the token bought.
   */
  Optional<BigInteger> net(Candidate candidate) {
    BigInteger gross = candidate.amountOut().toBigInteger();
    if (gasPrice.equals(FeePerGas.ZERO)) {
      return Optional.of(gross);
    }
    TokenAmount worth = route.nativeWorth();
    if (worth == null || !worth.token().equals(trade.buy())) {
      return Optional.empty();
    }
    BigInteger wei = gasPrice.times(candidate.gas()).value().toBigInteger();
    return Optional.of(gross.subtract(wei.multiply(worth.units().toBigInteger()).divide(ETHER)));
  }

  /** Whether anything can be traded. */
  public boolean isPossible() {
    return route instanceof RouteResult.Found
        || offers.stream().anyMatch(PoolOffer.Made.class::isInstance);
  }

  /** The token whose amount the trade leaves open. */
  Token open() {
    return trade instanceof Trade.ExactIn ? trade.buy() : trade.sell();
  }
}
