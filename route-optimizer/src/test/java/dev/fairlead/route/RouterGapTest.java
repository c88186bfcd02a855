package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.bound.Ceiling;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.route.generated.GeneratedPools;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What plans give beside what no plan can exceed. */
class RouterGapTest {
  /** More would take minutes in pairs. */
  private static final int MOST_PATHS = 30;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1})
  void noPathAndNoPairOfPathsGivesMoreThanTheCeiling(long seed) {
    Random random = new Random(seed);
    int compared = 0;
    for (int i = 0; i < 12; i++) {
      int tokens = 5 + random.nextInt(3);
      GeneratedMarket generated = GeneratedMarket.mixed(random.nextLong(), 9, tokens);
      Market market = generated.market();
      Token sell = generated.token(random.nextInt(tokens - 1));
      Token buy = generated.token(tokens - 1);
      ExhaustiveSearch search = new ExhaustiveSearch(market, sell, buy, 3);
      if (search.pathCount() == 0 || search.pathCount() > MOST_PATHS) {
        continue;
      }
      Uint256 amount = generated.worth(sell, Math.exp(random.nextDouble() * 8) * 100);
      double most = Ceiling.over(market).of(sell.amount(amount), buy, List.of()).units().toDouble();
      double best = Math.max(search.bestSingle(amount, 0), search.bestPair(amount, 0));
      assertThat(best)
          .as("seed %s, %s of %s for %s", seed, amount, sell, buy)
          .isLessThanOrEqualTo(most);
      compared++;
    }
    assertThat(compared).isGreaterThan(3);
  }

  /** A small amount meets many pools that begin to gain at once. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {6, 7})
  void aRouteOfASmallAmountComesAsCloseAsOneOfALargeAmount(long seed) {
    Random random = new Random(seed);
    GeneratedMarket generated = GeneratedMarket.mixed(random.nextLong(), 500, 100);
    Market market = generated.market();
    Ceiling ceiling = Ceiling.over(market);
    GraphRouter router = new GraphRouter();
    for (int k = 0; k < 15; k++) {
      Token sell = generated.token(random.nextInt(50));
      Token buy = generated.token(50 + random.nextInt(50));
      RouteRequest request =
          request(generated, sell, generated.worth(sell, 100 + random.nextInt(200)), buy);
      if (router.route(market, request) instanceof RouteResult.Found found) {
        double given = found.route().quoted().units().toDouble();
        double most = most(ceiling, request, found.route());
        assertThat(given).as("seed %s, %s", seed, request).isBetween(most * (1 - 0.0001), most);
      }
    }
  }

  @Test
  void aPoolThatTakesNoMoreAtOnceIsTradedAgain() {
    GeneratedMarket generated = GeneratedMarket.of(1, 4, 4);
    Token sell = generated.token(0);
    Token buy = generated.token(1);
    Uint256 half = Uint256.of(500_000_000_000_000_000L);
    Uint256 reserve = generated.worth(sell, 1_000_000);
    Pool pool =
        new GeneratedPools(new ChainId(1), 1)
            .weighted(
                List.of(sell, buy), List.of(half, half), reserve, generated.worth(buy, 1_000_000));
    Market market = Market.of(generated.market().block(), List.of(pool));
    RouteRequest request = request(generated, sell, reserve.shiftRight(1), buy);
    if (!(new GraphRouter().route(market, request) instanceof RouteResult.Found found)) {
      throw new AssertionError("half of what the pool holds can be sold to it");
    }
    double most = most(Ceiling.over(market), request, found.route());
    assertThat(found.route().legs()).hasSize(2);
    assertThat(Routes.executed(market, found.route().legs()))
        .isEqualTo(found.route().quoted().units());
    assertThat(found.route().quoted().units().toDouble()).isBetween(most * (1 - 0.002), most);
  }

  @ParameterizedTest(
      name = "{0} markets of {1} pools and {2} tokens, {3} requests of each, mixed: {4}")
  @CsvSource({
    "4, 50, 20, 15, true, 0.0005",
    "4, 50, 20, 15, false, 0.00001",
    "1, 500, 100, 8, true, 0.00001",
    "1, 500, 100, 15, false, 0.00002"
  })
  void aRouteOfManyLegsComesCloseToTheCeilingAndStaysBelowIt(
      int markets, int pools, int tokens, int requests, boolean isMixed, double mean) {
    long seed = 4;
    Random random = new Random(seed);
    double sum = 0;
    int routed = 0;
    for (int i = 0; i < markets; i++) {
      long marketSeed = random.nextLong();
      GeneratedMarket generated =
          isMixed
              ? GeneratedMarket.mixed(marketSeed, pools, tokens)
              : GeneratedMarket.of(marketSeed, pools, tokens);
      Market market = generated.market();
      Ceiling ceiling = Ceiling.over(market);
      GraphRouter router = new GraphRouter();
      for (int k = 0; k < requests; k++) {
        Token sell = generated.token(random.nextInt(tokens / 2));
        Token buy = generated.token(tokens / 2 + random.nextInt(tokens / 2));
        Uint256 amount = generated.worth(sell, Math.exp(random.nextDouble() * 7) * 100);
        RouteRequest request = request(generated, sell, amount, buy);
        if (router.route(market, request) instanceof RouteResult.Found found) {
          double given = found.route().quoted().units().toDouble();
          double most = most(ceiling, request, found.route());
          assertThat(given).as("seed %s, %s", seed, request).isLessThanOrEqualTo(most);
          sum += 1 - given / most;
          routed++;
        }
      }
    }
    assertThat(routed).isGreaterThan(markets * requests * 2 / 3);
    assertThat(sum / routed).as("mean gap, seed %s", seed).isLessThan(mean);
  }

  private static RouteRequest request(
      GeneratedMarket generated, Token sell, Uint256 amount, Token buy) {
    return new RouteRequest(
        new Trade.ExactIn(sell.amount(amount), buy),
        RouteLimits.of(RouteLimits.MOST_HOPS, RouteLimits.MOST_LEGS),
        FeePerGas.ZERO,
        generated.wrappedNative());
  }

  private static double most(Ceiling ceiling, RouteRequest request, Route route) {
    Trade.ExactIn trade = (Trade.ExactIn) request.trade();
    return ceiling.of(trade.sellAmount(), trade.buy(), route.pools()).units().toDouble();
  }
}
