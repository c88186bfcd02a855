package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Quote;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixedMarketTest {
  /** What curves may be off by, so that a choice between nearly equal paths may be. */
  private static final double NEAR = 4e-5;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void aRouteOverAllProtocolsExecutesToTheLastUnit(long seed) {
    Random random = new Random(seed);
    Set<String> venues = new HashSet<>();
    int joined = 0;
    for (int i = 0; i < 8; i++) {
      GeneratedMarket generated = GeneratedMarket.mixed(random.nextLong(), 60, 12);
      Market market = generated.market();
      GraphRouter router = new GraphRouter();
      for (int k = 0; k < 20; k++) {
        Token sell = generated.token(random.nextInt(6));
        Token buy = generated.token(6 + random.nextInt(6));
        Uint256 amount = generated.worth(sell, Math.exp(random.nextDouble() * 9) * 50);
        RouteRequest request =
            request(generated, new Trade.ExactIn(sell.amount(amount), buy), 1 + random.nextInt(6));
        if (router.route(market, request) instanceof RouteResult.Found found) {
          Route route = found.route();
          assertThat(Routes.executed(market, route.legs())).isEqualTo(route.quoted().units());
          assertThat(route.sell().units()).isEqualTo(amount);
          assertThat(route.pricedAt()).isEqualTo(market.block());
          joined += joinsLegs(route) ? 1 : 0;
          route.legs().stream()
              .flatMap(leg -> leg.hops().stream())
              .forEach(hop -> venues.add(hop.pool().venue().value()));
        }
      }
    }
    assertThat(venues).contains("uniswap-v2", "uniswap-v3", "curve", "balancer-v2");
    assertThat(joined).isPositive();
  }

  @Test
  void aRouteOfManyWaysGivesWhatItSaysWhileTheMarketMoves() {
    Random random = new Random(11);
    GeneratedMarket generated = GeneratedMarket.mixed(random.nextLong(), 300, 60);
    Market market = generated.market();
    GraphRouter router = new GraphRouter();
    int routed = 0;
    for (int block = 0; block < 6; block++) {
      for (int k = 0; k < 60; k++) {
        Token sell = generated.token(random.nextInt(30));
        Token buy = generated.token(30 + random.nextInt(30));
        Uint256 amount = generated.worth(sell, Math.exp(random.nextDouble() * 9) * 50);
        RouteRequest request =
            new RouteRequest(
                new Trade.ExactIn(sell.amount(amount), buy),
                RouteLimits.of(RouteLimits.MOST_HOPS, RouteLimits.MOST_LEGS),
                NetworkFee.FREE,
                generated.wrappedNative());
        if (router.route(market, request) instanceof RouteResult.Found found) {
          Route route = found.route();
          assertThat(Routes.executed(market, route.legs())).isEqualTo(route.quoted().units());
          assertThat(found.considered())
              .allSatisfy(path -> assertThat(path.pools()).doesNotHaveDuplicates());
          routed++;
        }
      }
      market = generated.traded(market, random, 60);
    }
    assertThat(routed).isGreaterThan(300);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {7, 8})
  void aRouteGivesNoLessThanAnyOfItsPathsAlone(long seed) {
    Random random = new Random(seed);
    int split = 0;
    for (int i = 0; i < 100; i++) {
      GeneratedMarket generated = GeneratedMarket.mixed(random.nextLong(), 60, 12);
      Token sell = generated.token(random.nextInt(6));
      Token buy = generated.token(6 + random.nextInt(6));
      Uint256 amount = generated.worth(sell, Math.exp(random.nextDouble() * 16) / 100);
      RouteRequest request =
          new RouteRequest(
              new Trade.ExactIn(sell.amount(amount), buy),
              RouteLimits.of(4, 4),
              FeePerGas.ZERO,
              generated.wrappedNative());
      if (!amount.isZero()
          && new GraphRouter().route(generated.market(), request)
              instanceof RouteResult.Found found) {
        assertThat(found.considered())
            .allSatisfy(path ->
                assertThat(path.amountOut()).isLessThanOrEqualTo(found.route().quoted().units()));
        split += found.route().legs().size() > 1 ? 1 : 0;
      }
    }
    assertThat(split).isPositive();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {4, 5, 6})
  void noPathGivesMoreThanTheRouteOfOneLeg(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 30; i++) {
      int tokens = 5 + random.nextInt(3);
      GeneratedMarket generated = GeneratedMarket.mixed(random.nextLong(), 12, tokens);
      Market market = generated.market();
      Token sell = generated.token(random.nextInt(tokens));
      Token buy = generated.token(random.nextInt(tokens));
      if (sell.equals(buy)) {
        continue;
      }
      Uint256 amount = generated.worth(sell, Math.exp(random.nextDouble() * 8) * 100);
      ExhaustiveSearch search = new ExhaustiveSearch(market, sell, buy, 3);
      double best = search.pathCount() == 0 ? 0 : search.bestSingle(amount, 0);
      RouteRequest request = free(generated, new Trade.ExactIn(sell.amount(amount), buy));
      RouteResult result = new GraphRouter().route(market, request);
      if (best > 0) {
        assertThat(result).isInstanceOf(RouteResult.Found.class);
        Route route = ((RouteResult.Found) result).route();
        assertThat(route.quoted().units().toDouble())
            .as("%s as %s", request.trade(), route.legs())
            .isGreaterThanOrEqualTo(best * (1 - NEAR));
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {8, 9, 10})
  void noPairOfPathsGivesMoreThanTheRouteOfTwoLegs(long seed) {
    Random random = new Random(seed);
    int pairs = 0;
    for (int i = 0; i < 12; i++) {
      int tokens = 5 + random.nextInt(2);
      GeneratedMarket generated = GeneratedMarket.mixed(random.nextLong(), 8, tokens);
      Market market = generated.market();
      Token sell = generated.token(random.nextInt(tokens));
      Token buy = generated.token(random.nextInt(tokens));
      if (sell.equals(buy)) {
        continue;
      }
      Uint256 amount = generated.worth(sell, Math.exp(random.nextDouble() * 6) * 500);
      ExhaustiveSearch search = new ExhaustiveSearch(market, sell, buy, 3);
      if (search.pathCount() < 2 || search.pathCount() > 25) {
        continue;
      }
      double best = Math.max(search.bestSingle(amount, 0), search.bestPair(amount, 0));
      Trade trade = new Trade.ExactIn(sell.amount(amount), buy);
      RouteRequest request =
          new RouteRequest(trade, RouteLimits.of(3, 2), FeePerGas.ZERO, generated.wrappedNative());
      if (new GraphRouter().route(market, request) instanceof RouteResult.Found found) {
        pairs++;
        assertThat(found.route().quoted().units().toDouble())
            .as("%s as %s", trade, found.route().legs())
            .isGreaterThanOrEqualTo(best * (1 - NEAR));
      }
    }
    assertThat(pairs).isPositive();
  }

  @Test
  void curvesFollowTheExactQuotes() {
    GeneratedMarket generated = GeneratedMarket.mixed(7, 120, 20);
    Market market = generated.market();
    MarketGraph graph = new TokenGraph(market).at(market);
    for (int e = 0; e < graph.topology().edgeCount(); e++) {
      for (double dollars : new double[] {100, 3_000, 60_000}) {
        Uint256 amount = generated.worth(graph.tokenIn(e), dollars);
        Quote quote = graph.pool(e).quoteExactIn(graph.tokenIn(e), graph.tokenOut(e), amount);
        if (quote instanceof Quote.Filled filled && filled.amountOut().bitLength() > 20) {
          assertThat(graph.curve(e).out(amount.toDouble()))
              .as("%s %s of %s", graph.pool(e).id(), dollars, graph.tokenIn(e))
              .isCloseTo(filled.amountOut().toDouble(), withinPercentage(0.05));
        }
      }
    }
  }

  private static RouteRequest request(GeneratedMarket generated, Trade trade, int legs) {
    return new RouteRequest(
        trade, RouteLimits.of(4, legs), FeePerGas.of(2_000_000_000), generated.wrappedNative());
  }

  private static RouteRequest free(GeneratedMarket generated, Trade trade) {
    return new RouteRequest(trade, RouteLimits.of(3, 1), FeePerGas.ZERO, generated.wrappedNative());
  }

  /** Whether legs meet at a token in between and go on from there. */
  private static boolean joinsLegs(Route route) {
    return route.legs().stream().anyMatch(leg -> !leg.tokenIn().equals(route.sell().token()));
  }
}
