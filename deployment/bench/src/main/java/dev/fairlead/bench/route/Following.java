package dev.fairlead.bench.route;

import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Latencies;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.route.RouteLimits;
import dev.fairlead.route.RouteRequest;
import dev.fairlead.route.RouteResult;
import dev.fairlead.route.generated.GeneratedMarket;
import java.util.List;

/**
 * What a new block costs the router before it can search: a request that is refused without a
 * search, the first one of the block.
 */
final class Following {
  private static final double TARGET_MILLIS = 2;
  private static final int ROUNDS = 400;
  private static final int WARM_UPS = 100;

  private Following() {}

  static List<Row> rows(
      BenchmarkRun run, String label, GeneratedMarket generated, Blocks blocks, int changes) {
    GraphRouter router = new GraphRouter();
    RouteRequest refused = refused(generated);
    Latencies times = new Latencies();
    int rounds = run.samples(ROUNDS);
    for (int i = -WARM_UPS; i < rounds; i++) {
      if (i == 0) {
        times.reset();
      }
      long start = System.nanoTime();
      RouteResult result = router.route(blocks.at(i), refused);
      times.addNanos(System.nanoTime() - start);
      if (result instanceof RouteResult.Found) {
        throw new IllegalStateException("a request was routed that should have been refused");
      }
    }
    String name = label + "a block of " + changes + " changed pools followed, ";
    return List.of(
        Row.held(name + "p50", times.millis(50), "ms", Target.below(TARGET_MILLIS)),
        Row.shown(name + "p99", times.millis(99), "ms"));
  }

  /** One hop between two tokens that no pool holds both of. */
  private static RouteRequest refused(GeneratedMarket generated) {
    Token sell = generated.token(generated.tokenCount() - 1);
    for (int t = 0; t < generated.tokenCount() - 1; t++) {
      Token buy = generated.token(t);
      if (generated.market().pools(sell, buy).isEmpty()) {
        return new RouteRequest(
            new Trade.ExactIn(sell.amount(Uint256.ONE), buy),
            RouteLimits.of(1, 1),
            FeePerGas.ZERO,
            generated.wrappedNative());
      }
    }
    throw new IllegalStateException("every token has a pool with " + sell);
  }
}
