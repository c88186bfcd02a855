package dev.fairlead.route;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.venue.Market;
import java.util.Random;

/**
 * Routes made-up requests over a market, so that the first real ones find the search compiled and
 * the market's curves worked out: in a process that has just begun, a route takes hundreds of times
 * as long.
 *
 * <p>A request sells, or buys, what makes the price in some pool fall by up to a percent. For one
 * thread.
 */
public final class WarmUp {
  private static final RouteLimits[] LIMITS = {RouteLimits.of(3, 4), RouteLimits.of(4, 16)};
  private static final FeePerGas FEE = FeePerGas.of(1_000_000_000);
  private static final double LEAST_FALL = 1e-4;
  private static final double MOST_FALL = 0.01;

  /** Of so many requests one buys an exact amount. */
  private static final int BUYS = 8;

  private final GraphRouter router;
  private final Token wrappedNative;
  private final Random random = new Random(1);
  private int asked;

  public WarmUp(GraphRouter router, Token wrappedNative) {
    this.router = router;
    this.wrappedNative = wrappedNative;
  }

  /** Routes one request more over this market, if the pools that it picks trade at all. */
  public void next(Market market) {
    MarketGraph graph = router.graphOf(market);
    int edges = graph.topology().edgeCount();
    if (edges == 0) {
      return;
    }
    int edge = random.nextInt(edges);
    EdgeCurve curve = graph.curve(edge);
    Token sell = graph.tokenIn(edge);
    Token buy = graph.tokenOut(random.nextInt(edges));
    double fall = LEAST_FALL * Math.pow(MOST_FALL / LEAST_FALL, random.nextDouble());
    double amount = curve.taken(curve.startPrice() * (1 - fall));
    if (curve.isDead() || sell.equals(buy) || !(amount >= 1)) {
      return;
    }
    RouteLimits limits = LIMITS[asked % LIMITS.length];
    Trade trade =
        asked % BUYS == 0
            ? new Trade.ExactOut(
                sell, graph.tokenOut(edge).amount(Amounts.exact(curve.out(amount))))
            : new Trade.ExactIn(sell.amount(Amounts.exact(amount)), buy);
    router.route(market, new RouteRequest(trade, limits, FEE, wrappedNative));
    asked++;
  }

  /** How many were routed. */
  public int asked() {
    return asked;
  }
}
