package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes with a route to say why it is the one. */
class RouteExplanationTest {
  /** One more of so small a part does not move the prices itself. */
  private static final long PART = 100_000;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {21, 22})
  void aLegsMarginalPriceIsWhatALittleMoreGivesAfterAllLegs(long seed) {
    Random random = new Random(seed);
    int compared = 0;
    for (int i = 0; i < 60; i++) {
      GeneratedMarket generated = GeneratedMarket.mixed(random.nextLong(), 60, 12);
      Market market = generated.market();
      Token sell = generated.token(random.nextInt(6));
      Token buy = generated.token(6 + random.nextInt(6));
      Uint256 amount = generated.worth(sell, Math.exp(random.nextDouble() * 4) * 5_000);
      if (!(new GraphRouter().route(market, request(generated, sell, buy, amount))
          instanceof RouteResult.Found found)) {
        continue;
      }
      Route route = found.route();
      for (int leg = 0; leg < route.legs().size(); leg++) {
        Uint256 little = route.legs().get(leg).amountIn().dividedBy(Uint256.of(PART));
        Uint256 given =
            Routes.executedAfter(market, route.legs(), route.legs().get(leg).hops(), little);
        if (little.bitLength() > 16 && isFine(route.legs().get(leg))) {
          BigDecimal price =
              new BigDecimal(given.toBigInteger(), route.legs().get(leg).tokenOut().decimals())
                  .divide(
                      new BigDecimal(
                          little.toBigInteger(), route.legs().get(leg).tokenIn().decimals()),
                      MathContext.DECIMAL64);
          assertThat(route.marginalPrices().get(leg).doubleValue())
              .as("seed %d, market %d, leg %d of %s", seed, i, leg, route)
              .isCloseTo(price.doubleValue(), withinPercentage(0.02));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(40);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {23})
  void theGasOfARouteIsThatOfEachTradeOnceAndTheTransactions(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      GeneratedMarket generated = GeneratedMarket.mixed(random.nextLong(), 60, 12);
      Token sell = generated.token(random.nextInt(6));
      Token buy = generated.token(6 + random.nextInt(6));
      Uint256 amount = generated.worth(sell, Math.exp(random.nextDouble() * 8) * 100);
      if (new GraphRouter().route(generated.market(), request(generated, sell, buy, amount))
          instanceof RouteResult.Found found) {
        Gas trades =
            found.route().legs().stream()
                .flatMap(leg -> leg.hops().stream())
                .map(hop ->
                    generated
                        .market()
                        .pool(hop.pool())
                        .orElseThrow()
                        .gas(hop.tokenIn(), hop.tokenOut()))
                .reduce(NetworkFee.TRANSACTION_GAS, Gas::plus);
        assertThat(found.route().gas()).as("seed %d, market %d", seed, i).isEqualTo(trades);
      }
    }
  }

  /** Whether so small a part has digits enough at every hop. */
  private static boolean isFine(Leg leg) {
    return leg.hops().stream()
        .allMatch(hop -> hop.amountOut().dividedBy(Uint256.of(PART)).bitLength() > 16);
  }

  private static RouteRequest request(
      GeneratedMarket generated, Token sell, Token buy, Uint256 amount) {
    return new RouteRequest(
        new Trade.ExactIn(sell.amount(amount), buy),
        RouteLimits.of(4, 4),
        FeePerGas.ZERO,
        generated.wrappedNative());
  }
}
