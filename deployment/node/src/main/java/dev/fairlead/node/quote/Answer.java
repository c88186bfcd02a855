package dev.fairlead.node.quote;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.route.RouteLimits;
import dev.fairlead.route.RouteRequest;
import dev.fairlead.route.RouteResult;
import dev.fairlead.venue.file.MarketFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a market says to a trade: pool by pool, and the best route over all of them. */
public record Answer(MarketFile file, Trade trade, List<PoolOffer> offers, RouteResult route) {
  public Answer {
    offers = List.copyOf(offers);
  }

  /**
   * Asks.
   *
   * @param wrappedNative by which gas is weighed; null where it counts as free
   */
  public static Answer of(
      MarketFile file,
      Trade trade,
      RouteLimits limits,
      FeePerGas gasPrice,
      @Nullable Token wrappedNative,
      boolean withDepth) {
    RouteRequest request =
        wrappedNative == null
            ? new RouteRequest(trade, limits, FeePerGas.ZERO, trade.sell())
            : new RouteRequest(trade, limits, gasPrice, wrappedNative);
    RouteResult route = new GraphRouter().route(file.market(), request);
    return new Answer(
        file,
        trade,
        Offers.of(
            file.market(),
            trade,
            gasPrice,
            wrappedNative == null ? null : route.nativeWorth(),
            withDepth),
        route);
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
