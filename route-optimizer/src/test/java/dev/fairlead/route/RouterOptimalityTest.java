package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.route.generated.GeneratedPools;
import dev.fairlead.venue.Market;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterOptimalityTest {
  private static final int MARKETS = 40;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void noPathOfASmallMarketGivesMoreThanTheRouteOfOneLeg(long seed) {
    each(
        seed,
        RouteLimits.of(3, 1),
        FeePerGas.ZERO,
        (market, search, request) ->
            assertNet(market, request, search.bestSingle(amount(request), 0), 0));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {13, 14})
  void noPathOfFiveHopsGivesMoreThanTheRouteOfOneLeg(long seed) {
    each(
        seed,
        5,
        RouteLimits.of(5, 1),
        NetworkFee.FREE,
        (market, search, request) ->
            assertNet(market, request, search.bestSingle(amount(request), 0), 0));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {4, 5, 6, 7, 8, 9})
  void noPairOfPathsOfASmallMarketGivesMoreThanTheRouteOfTwoLegs(long seed) {
    each(
        seed,
        RouteLimits.of(3, 2),
        FeePerGas.ZERO,
        (market, search, request) -> {
          double single = search.bestSingle(amount(request), 0);
          double pair = search.bestPair(amount(request), 0);
          assertNet(market, request, Math.max(single, pair), 0);
        });
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {10, 11, 12})
  void noPathOrPairOfASmallMarketLeavesMoreAfterGas(long seed) {
    each(
        seed,
        RouteLimits.of(3, 2),
        FeePerGas.of(40_000_000_000L),
        (market, search, request) -> {
          double hop = GeneratedPools.HOP_GAS * unitsPerWei(market, request) * 40e9;
          double single = search.bestSingle(amount(request), hop);
          double pair = search.bestPair(amount(request), hop);
          assertNet(market, request, Math.max(single, pair), hop);
        });
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {31, 32})
  void noPathOrPairOfASmallMarketLeavesMoreAfterGasAndBytes(long seed) {
    double perByte = 15 * 87_000e9;
    DataFee bytes =
        new DataFee.OpStack(
            Uint256.of((long) (perByte / 16)),
            Uint256.ZERO,
            1_000_000,
            0,
            Uint256.ZERO,
            Uint256.ZERO,
            false);
    assertThat(bytes.perByte().toDouble()).isEqualTo(perByte);
    each(
        seed,
        3,
        RouteLimits.of(3, 2),
        new NetworkFee(FeePerGas.of(10_000_000_000L), bytes),
        (market, search, request) -> {
          double units = unitsPerWei(market, request);
          // In these markets every hop has five bytes, but for those of the first pool.
          double hop = (GeneratedPools.HOP_GAS * 10e9 + 5 * perByte) * units;
          double single = search.bestSingle(amount(request), hop);
          double pair = search.bestPair(amount(request), hop);
          assertNet(market, request, Math.max(single, pair) - 2 * perByte * units, hop);
        });
  }

  private interface Check {
    void on(Market market, ExhaustiveSearch search, RouteRequest request);
  }

  private static void each(long seed, RouteLimits limits, FeePerGas gasPrice, Check check) {
    each(seed, 3, limits, NetworkFee.of(gasPrice), check);
  }

  private static void each(long seed, int hops, RouteLimits limits, NetworkFee fee, Check check) {
    Random random = new Random(seed);
    for (int i = 0; i < MARKETS; i++) {
      int tokens = 4 + random.nextInt(3);
      GeneratedMarket generated =
          GeneratedMarket.of(random.nextLong(), 7 + random.nextInt(4), tokens);
      Market market = generated.market();
      Token sell = generated.token(random.nextInt(tokens));
      Token buy = generated.token(random.nextInt(tokens));
      if (sell.equals(buy)) {
        continue;
      }
      Uint256 amount = generated.worth(sell, Math.exp(random.nextDouble() * 8) * 100);
      ExhaustiveSearch search = new ExhaustiveSearch(market, sell, buy, hops);
      if (search.pathCount() == 0) {
        continue;
      }
      check.on(
          market,
          search,
          new RouteRequest(
              new Trade.ExactIn(sell.amount(amount), buy), limits, fee, generated.wrappedNative()));
    }
  }

  private static Uint256 amount(RouteRequest request) {
    return ((Trade.ExactIn) request.trade()).sellAmount().units();
  }

  private static double unitsPerWei(Market market, RouteRequest request) {
    MarketGraph graph = new TokenGraph(market).at(market);
    return graph.nativePrices()
        .by(request.wrappedNative())[graph.topology().indexOf(request.trade().buy())];
  }

  private static void assertNet(Market market, RouteRequest request, double best, double hopCost) {
    RouteResult result = new GraphRouter().route(market, request);
    assertThat(result).isInstanceOf(RouteResult.Found.class);
    Route route = ((RouteResult.Found) result).route();
    assertThat(Routes.executed(market, route.legs())).isEqualTo(route.quoted().units());
    double hops = route.legs().stream().mapToInt(leg -> leg.hops().size()).sum();
    double output = route.quoted().units().toDouble();
    assertThat(output - hops * hopCost)
        .as("%s as %s", request.trade(), route.legs())
        .isGreaterThanOrEqualTo(best - output * rounding(route));
  }

  /** A unit more or less at each hop, and what the refinement leaves as not worth a step. */
  private static double rounding(Route route) {
    double rounding = 1e-9;
    for (Leg leg : route.legs()) {
      for (Hop hop : leg.hops()) {
        rounding += 2 / hop.amountIn().toDouble() + 2 / hop.amountOut().toDouble();
      }
    }
    return rounding;
  }
}
