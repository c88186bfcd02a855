package dev.fairlead.route;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Routes over generated markets: another of 512 requests each time, between random tokens, worth
 * 100 to 1,000,000 dollars (log-uniform), at most 4 hops and 4 legs, gas at 1 gwei.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class RouteBenchmark {
  private static final int REQUESTS = 512;

  @Param({"50", "500", "5000"})
  int pools;

  private final RouteRequest[] exactIn = new RouteRequest[REQUESTS];
  private final RouteRequest[] exactOut = new RouteRequest[REQUESTS];
  private GraphRouter router = new GraphRouter();
  private Market[] blocks = new Market[0];
  private int next;

  @Setup
  public void generate() {
    int tokens = pools == 50 ? 20 : pools / 5;
    GeneratedMarket generated = GeneratedMarket.of(7, pools, tokens);
    Random random = new Random(8);
    for (int i = 0; i < REQUESTS; i++) {
      Token sell = generated.token(random.nextInt(tokens));
      Token buy = generated.token(random.nextInt(tokens));
      while (buy.equals(sell)) {
        buy = generated.token(random.nextInt(tokens));
      }
      double dollars = 100 * Math.exp(random.nextDouble() * Math.log(10_000));
      RouteLimits limits = RouteLimits.of(4, 4);
      FeePerGas gas = FeePerGas.of(1_000_000_000);
      exactIn[i] =
          new RouteRequest(
              new Trade.ExactIn(sell.amount(generated.worth(sell, dollars)), buy),
              limits,
              gas,
              generated.wrappedNative());
      exactOut[i] =
          new RouteRequest(
              new Trade.ExactOut(sell, buy.amount(generated.worth(buy, dollars / 2))),
              limits,
              gas,
              generated.wrappedNative());
    }
    blocks = new Market[8];
    blocks[0] = generated.market();
    for (int i = 1; i < blocks.length; i++) {
      blocks[i] = generated.traded(blocks[i - 1], random, pools / 10);
    }
    router = new GraphRouter();
  }

  @Benchmark
  public RouteResult exactIn() {
    return router.route(blocks[0], exactIn[next++ % REQUESTS]);
  }

  @Benchmark
  public RouteResult exactOut() {
    return router.route(blocks[0], exactOut[next++ % REQUESTS]);
  }

  /** Another block each time, with a tenth of the pools changed, and one request on it. */
  @Benchmark
  public RouteResult firstRequestOfABlock() {
    int at = next++;
    return router.route(blocks[at % blocks.length], exactIn[at % REQUESTS]);
  }
}
