package dev.fairlead.bench.route;

import dev.fairlead.bench.HeapGrowth;
import dev.fairlead.model.Uint256;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.route.Route;
import dev.fairlead.route.RouteRequest;
import dev.fairlead.route.RouteResult;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import java.util.Optional;

/** Our router; every route is executed again, pool by pool, and has to give what it quoted. */
final class OwnRouter implements Contestant {
  private final HeapGrowth growth = new HeapGrowth();
  private final GraphRouter router = new GraphRouter();
  private final GeneratedMarket generated;
  private final Market market;
  private int executed;
  private int exact;

  OwnRouter(GeneratedMarket generated, Market market) {
    this.generated = generated;
    this.market = market;
  }

  @Override
  public String name() {
    return "ours";
  }

  @Override
  public Answer answer(Ask ask) {
    RouteRequest request = ask.request(generated);
    long start = System.nanoTime();
    RouteResult result = router.route(market, request);
    long took = System.nanoTime() - start;
    if (!(result instanceof RouteResult.Found(Route route, _, _))) {
      return new Answer(0, took);
    }
    Optional<Uint256> given = Execution.of(market, route);
    executed++;
    exact += given.equals(Optional.of(route.quoted().units())) ? 1 : 0;
    return new Answer(route.quoted().units().toDouble(), took, Optional.of(route));
  }

  /** Of all routes so far, those that gave to the unit what they quoted. */
  double percentExact() {
    return executed == 0 ? 0 : 100.0 * exact / executed;
  }

  @Override
  public double mebibytes() {
    return growth.mebibytes();
  }
}
