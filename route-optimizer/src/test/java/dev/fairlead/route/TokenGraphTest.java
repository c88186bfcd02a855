package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TokenGraphTest {
  private final GeneratedMarket generated = GeneratedMarket.of(31, 300, 60);

  @Test
  void followingTheMarketGivesTheSameGraphAsBuildingItAnew() {
    Random random = new Random(32);
    Market market = generated.market();
    TokenGraph following = new TokenGraph(market);
    for (int block = 0; block < 20; block++) {
      market = generated.traded(market, random, 40);
      assertSame(following.at(market), market);
      assertSameWeights(following, market);
    }
  }

  @Test
  void poolsMayBeAddedAndTakenBack() {
    Random random = new Random(33);
    List<Pool> pools = generated.pools();
    Market first = Market.of(generated.market().block(), pools.subList(0, 250));
    Market second = generated.traded(first, random, 30);
    Market third = second.at(second.block(), pools.subList(250, 300));
    TokenGraph following = new TokenGraph(first);
    for (Market market : List.of(second, third, second, first, third)) {
      assertSame(following.at(market), market);
    }
  }

  @Test
  void aMarketOfAnotherLineageIsLearntAnew() {
    TokenGraph following = new TokenGraph(generated.market());
    Market other = GeneratedMarket.of(34, 200, 40).market();
    assertSame(following.at(other), other);
  }

  @Test
  void theMarketBeforeIsStillRoutedOnWhenPoolsAreTakenBack() {
    List<Pool> pools = generated.pools();
    Market all = generated.market();
    Market fewer = Market.of(all.block(), pools.subList(0, 40));
    GraphRouter router = new GraphRouter();
    router.route(all, request(0));
    router.route(fewer, request(1));
    for (int i = 0; i < 59; i++) {
      assertThat(router.route(all, request(i))).isEqualTo(new GraphRouter().route(all, request(i)));
    }
  }

  @Test
  void weightsAreLogarithmsOfPrices() {
    Market market = generated.market();
    TokenGraph graph = new TokenGraph(market);
    Topology topology = graph.at(market).topology();
    for (int e = 0; e < topology.edgeCount(); e++) {
      double weight = graph.weight(topology.pool(e), topology.from(e), topology.to(e));
      assertThat(Math.exp(-weight)).isCloseTo(graph.at(market).spot(e), withinPercentage(1e-9));
    }
  }

  @Test
  void hopsAreCountedAlongThePools() {
    Market market = generated.market();
    Topology topology = new TokenGraph(market).at(market).topology();
    for (int target = 0; target < topology.tokenCount(); target++) {
      byte[] hops = topology.hopsTo(target);
      assertThat(hops[target]).isZero();
      for (int e = 0; e < topology.edgeCount(); e++) {
        if (hops[topology.to(e)] < RouteLimits.MOST_HOPS) {
          assertThat(hops[topology.from(e)]).isLessThanOrEqualTo((byte) (hops[topology.to(e)] + 1));
        }
      }
    }
  }

  @Test
  void anyThreadAtAnyTimeGetsTheSameAnswer() throws Exception {
    Random random = new Random(35);
    Market before = generated.market();
    Market after = generated.traded(before, random, 50);
    List<RouteRequest> requests = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Token sell = generated.token(random.nextInt(30));
      Token buy = generated.token(30 + random.nextInt(30));
      Trade trade = new Trade.ExactIn(sell.amount(generated.worth(sell, 30_000)), buy);
      requests.add(
          new RouteRequest(
              trade, RouteLimits.of(4, 4), FeePerGas.of(1_000_000_000), generated.wrappedNative()));
    }
    List<Market> markets = List.of(before, after);
    List<RouteResult> expected = new ArrayList<>();
    List<Callable<RouteResult>> tasks = new ArrayList<>();
    GraphRouter shared = new GraphRouter();
    for (int i = 0; i < 10 * requests.size(); i++) {
      Market market = markets.get(i % 3 % 2);
      RouteRequest request = requests.get(i % requests.size());
      expected.add(i < 36 ? new GraphRouter().route(market, request) : expected.get(i - 36));
      tasks.add(() -> shared.route(market, request));
    }
    try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
      List<Future<RouteResult>> answers = executor.invokeAll(tasks);
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).isEqualTo(expected.get(i));
      }
    }
  }

  private RouteRequest request(int buy) {
    Token sell = generated.token(59);
    Trade trade = new Trade.ExactIn(sell.amount(generated.worth(sell, 900)), generated.token(buy));
    return new RouteRequest(trade, RouteLimits.of(4, 4), FeePerGas.ZERO, generated.wrappedNative());
  }

  private static void assertSameWeights(TokenGraph following, Market market) {
    TokenGraph rebuilt = new TokenGraph(market);
    Topology topology = rebuilt.at(market).topology();
    for (int e = 0; e < topology.edgeCount(); e++) {
      int pool = topology.pool(e);
      assertThat(following.weight(pool, topology.from(e), topology.to(e)))
          .isEqualTo(rebuilt.weight(pool, topology.from(e), topology.to(e)));
    }
  }

  private static void assertSame(MarketGraph graph, Market market) {
    MarketGraph anew = new TokenGraph(market).at(market);
    assertThat(graph.market()).isSameAs(market);
    assertThat(graph.topology().edgeCount()).isEqualTo(anew.topology().edgeCount());
    for (int e = 0; e < graph.topology().edgeCount(); e++) {
      int pool = graph.topology().pool(e);
      int from = graph.topology().from(e);
      int to = graph.topology().to(e);
      assertThat(anew.topology().pool(e)).isEqualTo(pool);
      assertThat(anew.topology().from(e)).isEqualTo(from);
      assertThat(anew.topology().to(e)).isEqualTo(to);
      assertThat(graph.spot(e)).isEqualTo(anew.spot(e));
      for (double part : new double[] {1e-6, 0.01, 0.3}) {
        double amount = part * graph.curve(e).capacity();
        assertThat(graph.curve(e).out(amount)).isEqualTo(anew.curve(e).out(amount));
      }
    }
    for (int t = 0; t < graph.topology().tokenCount(); t++) {
      assertThat(graph.topology().hopsTo(t)).isEqualTo(anew.topology().hopsTo(t));
    }
  }
}
