package dev.fairlead.route;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.route.basket.Basket;
import dev.fairlead.route.basket.BasketRequest;
import dev.fairlead.route.basket.BasketResult;
import dev.fairlead.route.basket.BasketRouter;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import java.util.ArrayList;
import java.util.List;
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
 * Baskets of four tokens over a generated market of constant products: another of 64 each time, of
 * random tokens, each part worth 1,000 to 100,000 dollars (log-uniform), at most 4 hops and 4 legs
 * a part, gas at 1 gwei.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 3, time = 10)
@Fork(1)
public class BasketBenchmark {
  private static final int BASKETS = 64;
  private static final int PARTS = 4;

  @Param({"500", "5000"})
  int pools;

  private final BasketRequest[] sellMany = new BasketRequest[BASKETS];
  private final BasketRequest[] buyMany = new BasketRequest[BASKETS];
  private final BasketRouter router = new BasketRouter(new GraphRouter());
  private Market[] markets = new Market[0];
  private int next;

  @Setup
  public void generate() {
    int tokens = pools / 5;
    GeneratedMarket generated = GeneratedMarket.of(7, pools, tokens);
    Random random = new Random(8);
    markets = new Market[] {generated.market()};
    for (int i = 0; i < BASKETS; i++) {
      List<Integer> places = random.ints(0, tokens).distinct().limit(PARTS + 1).boxed().toList();
      Token common = generated.token(places.getFirst());
      List<TokenAmount> amounts = new ArrayList<>();
      for (int place : places.subList(1, places.size())) {
        double dollars = 1_000 * Math.exp(random.nextDouble() * Math.log(100));
        Token token = generated.token(place);
        amounts.add(token.amount(generated.worth(token, dollars)));
      }
      sellMany[i] = request(new Basket.SellMany(amounts, common), generated);
      buyMany[i] = request(new Basket.BuyMany(common, amounts), generated);
    }
  }

  private static BasketRequest request(Basket basket, GeneratedMarket generated) {
    return new BasketRequest(
        basket,
        RouteLimits.of(4, 4),
        NetworkFee.of(FeePerGas.of(1_000_000_000)),
        generated.wrappedNative());
  }

  @Benchmark
  public BasketResult sellMany() {
    return router.route(markets[0], sellMany[next++ % BASKETS]);
  }

  @Benchmark
  public BasketResult buyMany() {
    return router.route(markets[0], buyMany[next++ % BASKETS]);
  }
}
