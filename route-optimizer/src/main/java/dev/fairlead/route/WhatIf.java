package dev.fairlead.route;

import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A market as it stands, or as routes would leave it, and what a router says to it.
 *
 * <p>Gas is worth what it is worth on the market as it stands, so that what routes leave can be
 * compared whatever ran before them. For one thread.
 */
public final class WhatIf {
  private final GraphRouter router;
  private final MarketGraph base;
  private final Market market;
  private @Nullable MarketGraph graph;

  /** The market of a graph, as it stands. */
  WhatIf(GraphRouter router, MarketGraph graph) {
    this(router, graph, graph.market());
    this.graph = graph;
  }

  private WhatIf(GraphRouter router, MarketGraph base, Market market) {
    this.router = router;
    this.base = base;
    this.market = market;
  }

  /** The best route here, as {@link Router#route} finds it. */
  public RouteResult route(RouteRequest request) {
    return router.route(graph(), request);
  }

  /**
   * The legs of a route that answered the same request on another state of this market, each with
   * the share that it had; empty where a pool refuses here, or a limit of the request is broken.
   */
  public Optional<Route> again(RouteRequest request, Route route) {
    return router.again(graph(), request, route);
  }

  /** What a route that was priced here leaves. */
  public WhatIf after(Route route) {
    Map<PoolId, Pool> left = new LinkedHashMap<>();
    for (Leg leg : route.legs()) {
      for (Hop hop : leg.hops()) {
        Pool pool = left.getOrDefault(hop.pool(), market.pool(market.indexOf(hop.pool())));
        if (!(pool.quoteExactIn(hop.tokenIn(), hop.tokenOut(), hop.amountIn())
                instanceof Quote.Filled filled)
            || !filled.amountOut().equals(hop.amountOut())) {
          throw new IllegalArgumentException("the route was not priced here: " + hop);
        }
        left.put(hop.pool(), filled.after());
      }
    }
    return new WhatIf(router, base, market.with(left.values().toArray(Pool[]::new)));
  }

  private MarketGraph graph() {
    MarketGraph known = graph;
    if (known == null) {
      known = base.beside(market, market.changedSince(base.market()));
      graph = known;
    }
    return known;
  }
}
