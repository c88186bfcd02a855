package dev.fairlead.node.quote;

import dev.fairlead.model.Token;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.route.NetworkFee;
import dev.fairlead.route.Route;
import dev.fairlead.route.RouteLimits;
import dev.fairlead.route.RouteResult;
import dev.fairlead.route.basket.Basket;
import dev.fairlead.route.basket.BasketBound;
import dev.fairlead.route.basket.BasketRequest;
import dev.fairlead.route.basket.BasketResult;
import dev.fairlead.route.basket.BasketRouter;
import dev.fairlead.venue.file.MarketFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a market says to a basket.
 *
 * @param fee by which routes were weighed; none where it counted as nothing
 * @param bound what no plans could better; null where a part has no route
 */
public record BasketAnswer(
    MarketFile file,
    Basket basket,
    NetworkFee fee,
    BasketResult result,
    @Nullable BasketBound bound) {
  /** Asks; the fee counts as nothing where {@code wrappedNative} is null. */
  public static BasketAnswer of(
      MarketFile file,
      Basket basket,
      RouteLimits limits,
      NetworkFee fee,
      @Nullable Token wrappedNative) {
    NetworkFee weighed = wrappedNative == null ? NetworkFee.FREE : fee;
    BasketRequest request =
        new BasketRequest(
            basket, limits, weighed, wrappedNative == null ? basket.common() : wrappedNative);
    BasketResult result = new BasketRouter(new GraphRouter()).route(file.market(), request);
    return new BasketAnswer(
        file,
        basket,
        weighed,
        result,
        result instanceof BasketResult.Found found
            ? BasketBound.of(file.market(), basket, found)
            : null);
  }

  /** The routes in the order of their execution; empty where there are none. */
  public List<Route> routes() {
    return switch (result) {
      case BasketResult.Found found -> found.parts().stream().map(part -> part.route()).toList();
      case BasketResult.NotFound _ -> List.of();
    };
  }

  /** One part's answer by itself. */
  Answer of(Trade trade, RouteResult route) {
    return new Answer(file, trade, List.of(), route, fee, null);
  }
}
