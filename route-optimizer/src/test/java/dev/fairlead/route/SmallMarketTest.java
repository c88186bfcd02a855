package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Markets of few pools of all protocols, every second of them moved by trades so that the market
 * itself gives something away.
 */
class SmallMarketTest {
  private static final int MARKETS = 30;
  private static final int MOST_HOPS = 5;
  private static final int MOST_PATHS = 40;

  /** What curves may be off by, so that a choice between nearly equal ways may be. */
  private static final double NEAR = 4e-5;

  /** What the choice of other ways that a limit asks for may miss. */
  private static final double OTHERS = 2e-3;

  private record Small(
      long seed, GeneratedMarket generated, Market market, Token sell, Token buy, double dollars) {
    Trade.ExactIn exactIn() {
      return new Trade.ExactIn(sell.amount(generated.worth(sell, dollars)), buy);
    }

    Trade.ExactOut exactOut() {
      return new Trade.ExactOut(sell, buy.amount(generated.worth(buy, dollars)));
    }

    ExhaustiveSearch everyPath() {
      return new ExhaustiveSearch(market, sell, buy, MOST_HOPS);
    }

    RouteResult route(Trade trade, RouteLimits limits) {
      RouteResult result =
          new GraphRouter()
              .route(
                  market,
                  new RouteRequest(trade, limits, NetworkFee.FREE, generated.wrappedNative()));
      if (result instanceof RouteResult.Found found) {
        assertThat(Routes.executed(market, found.route().legs()))
            .isEqualTo(found.route().quoted().units());
      }
      return result;
    }

    double output(RouteLimits limits) {
      return route(exactIn(), limits) instanceof RouteResult.Found found
          ? found.route().quoted().units().toDouble()
          : 0;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void noPathOrPairOfPathsGivesMoreThanTheRoute(long seed) {
    each(
        seed,
        small -> {
          ExhaustiveSearch search = small.everyPath();
          if (isSmall(search)) {
            Uint256 amount = small.exactIn().sellAmount().units();
            double single = search.bestSingle(amount, 0);
            double pair = Math.max(single, search.bestPair(amount, 0));
            assertThat(small.output(RouteLimits.of(MOST_HOPS, 1)))
                .as("%s", small)
                .isGreaterThanOrEqualTo(single);
            assertThat(small.output(RouteLimits.of(MOST_HOPS, 2)))
                .as("%s", small)
                .isGreaterThanOrEqualTo(pair * (1 - NEAR));
          }
        });
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {5, 6, 7, 8})
  void moreOfAFewWaysNeverGiveLess(long seed) {
    each(
        seed,
        small -> {
          double most = 0;
          for (int ways = 1; ways <= 4; ways++) {
            double output = small.output(RouteLimits.of(3, ways));
            assertThat(output)
                .as("%s, %s ways", small, ways)
                .isGreaterThanOrEqualTo(most * (1 - NEAR));
            most = Math.max(most, output);
          }
        });
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {9, 10, 11})
  void noWayThroughLegsIsLongerAndNoMoreAreTakenThanAllowed(long seed) {
    each(
        seed,
        small -> {
          for (int hops = 2; hops <= MOST_HOPS; hops++) {
            for (int ways = 1; ways <= 4; ways++) {
              for (Trade trade : new Trade[] {small.exactIn(), small.exactOut()}) {
                if (small.route(trade, RouteLimits.of(hops, ways))
                    instanceof RouteResult.Found found) {
                  // Two paths that cross at a token count as two, though it divides anew there.
                  assertThat(Routes.ways(found.route().legs()))
                      .as("%s, %s, %s ways", small, trade, ways)
                      .isLessThanOrEqualTo(ways == 2 ? 3 : ways);
                  assertThat(Routes.longest(found.route().legs()))
                      .as("%s, %s, %s hops", small, trade, hops)
                      .isLessThanOrEqualTo(hops);
                }
              }
            }
          }
        });
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {12, 13, 14})
  void aGasLimitLeavesWhatFewerWaysOfThatGasGive(long seed) {
    each(
        seed,
        small -> {
          if (small.route(small.exactIn(), RouteLimits.of(3, 2)) instanceof RouteResult.Found two) {
            for (int ways : new int[] {3, 4, 16}) {
              RouteResult limited = small.route(small.exactIn(), gas(ways, two.route().gas()));
              assertThat(limited).isInstanceOf(RouteResult.Found.class);
              Route route = ((RouteResult.Found) limited).route();
              assertThat(route.gas()).isLessThanOrEqualTo(two.route().gas());
              assertThat(route.quoted().units().toDouble())
                  .as("%s, %s ways", small, ways)
                  .isGreaterThanOrEqualTo(two.route().quoted().units().toDouble() * (1 - OTHERS));
            }
          }
        });
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {15, 16, 17})
  void anOutputIsHadForNoMoreThanTheCheapestPathTakesHoweverSmallItIs(long seed) {
    each(
        seed,
        small -> {
          for (double dollars : new double[] {1e-6, 1e-3, small.dollars()}) {
            Token buy = small.buy();
            Uint256 wanted = small.generated().worth(buy, dollars);
            ExhaustiveSearch search = small.everyPath();
            Optional<Uint256> least =
                isSmall(search) ? search.leastSingle(wanted) : Optional.empty();
            for (int ways = 1; ways <= 5 && least.isPresent(); ways++) {
              Trade trade = new Trade.ExactOut(small.sell(), buy.amount(wanted));
              RouteResult result = small.route(trade, RouteLimits.of(MOST_HOPS, ways));
              assertThat(result).as("%s, %s", small, trade).isInstanceOf(RouteResult.Found.class);
              assertThat(((RouteResult.Found) result).route().sell().units())
                  .as("%s, %s, %s ways", small, trade, ways)
                  .isLessThanOrEqualTo(least.get());
            }
          }
        });
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {18, 19, 20})
  void aFewUnitsAreRoutedAsFarAsTheyGo(long seed) {
    each(
        seed,
        small -> {
          for (int units : new int[] {1, 2, 30, 1_000}) {
            Uint256 amount = Uint256.of(units);
            ExhaustiveSearch search = small.everyPath();
            double single = isSmall(search) ? search.bestSingle(amount, 0) : 0;
            for (int ways = 1; ways <= 5; ways++) {
              Trade trade = new Trade.ExactIn(small.sell().amount(amount), small.buy());
              RouteResult result = small.route(trade, RouteLimits.of(MOST_HOPS, ways));
              if (single > 0) {
                assertThat(result).as("%s, %s", small, trade).isInstanceOf(RouteResult.Found.class);
                assertThat(((RouteResult.Found) result).route().quoted().units().toDouble())
                    .as("%s, %s, %s ways", small, trade, ways)
                    .isGreaterThanOrEqualTo(single);
              }
            }
          }
        });
  }

  /** Whether the router tries all paths too. */
  private static boolean isSmall(ExhaustiveSearch search) {
    return search.pathCount() > 0 && search.pathCount() <= MOST_PATHS;
  }

  private static RouteLimits gas(int ways, Gas most) {
    return new RouteLimits(
        3,
        ways,
        Fraction.ONE,
        Selection.everything(),
        Selection.everything(),
        Selection.everything(),
        most);
  }

  private static void each(long seed, Consumer<Small> check) {
    Random random = new Random(seed);
    for (int i = 0; i < MARKETS; i++) {
      long marketSeed = random.nextLong();
      int tokens = 4 + random.nextInt(3);
      int pools = 4 + random.nextInt(7);
      GeneratedMarket generated = GeneratedMarket.mixed(marketSeed, pools, tokens);
      Market market = i % 2 == 0 ? generated.market() : bent(generated, random);
      Token sell = generated.token(random.nextInt(tokens));
      Token buy = generated.token(random.nextInt(tokens));
      double dollars = Math.exp(random.nextDouble() * 7) * 100;
      if (!sell.equals(buy)) {
        check.accept(new Small(marketSeed, generated, market, sell, buy, dollars));
      }
    }
  }

  /** Trades of up to some hundred thousand dollars in about half of the pools. */
  private static Market bent(GeneratedMarket generated, Random random) {
    Market market = generated.market();
    Map<PoolId, Pool> moved = new LinkedHashMap<>();
    for (Pool pool : market.pools()) {
      int in = random.nextInt(2);
      Token sold = pool.tokens().get(in);
      Uint256 amount = generated.worth(sold, Math.exp(random.nextDouble() * 6) * 400);
      if (random.nextBoolean()
          && pool.quoteExactIn(sold, pool.tokens().get(1 - in), amount)
              instanceof Quote.Filled filled) {
        moved.put(pool.id(), filled.after());
      }
    }
    return market.at(market.block(), moved.values());
  }
}
