package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pools of next to nothing at absurd prices: whoever adds them must not spoil a route. */
class DustTest {
  private static final long SEED = 7;
  private static final int REQUESTS = 40;

  @DisplayName("pools more never cost output")
  @ParameterizedTest(
      name = "dust from {0} dollars on, {1} hops, {2} ways, {3} wei a gas: at least {4}")
  @CsvSource({
    "1, 16, 64, 0, 0.995",
    "1, 3, 4, 0, 0.9999",
    "0.0025, 16, 64, 0, 0.995",
    "0.0025, 16, 64, 50000000, 0.995"
  })
  void poolsMoreNeverCostOutput(double least, int hops, int ways, long gasPrice, double share) {
    Random random = new Random(SEED);
    GeneratedMarket generated = GeneratedMarket.mixed(SEED, 300, 60);
    Market dusty = generated.withDust(random, 30, least);
    GraphRouter clean = new GraphRouter();
    GraphRouter router = new GraphRouter();
    int routed = 0;
    for (int i = 0; i < REQUESTS; i++) {
      RouteRequest request =
          request(generated, random, RouteLimits.of(hops, ways), FeePerGas.of(gasPrice));
      if (clean.route(generated.market(), request) instanceof RouteResult.Found without) {
        RouteResult.Found with = (RouteResult.Found) router.route(dusty, request);
        assertThat(net(with, gasPrice))
            .as("seed %s, %s", SEED, request)
            .isGreaterThanOrEqualTo(share * net(without, gasPrice));
        assertThat(Routes.executed(dusty, with.route().legs()))
            .isEqualTo(with.route().quoted().units());
        routed++;
      }
    }
    assertThat(routed).isGreaterThan(REQUESTS * 2 / 3);
  }

  private static RouteRequest request(
      GeneratedMarket generated, Random random, RouteLimits limits, FeePerGas gasPrice) {
    Token sell = generated.token(random.nextInt(30));
    Token buy = generated.token(30 + random.nextInt(30));
    TokenAmount amount =
        sell.amount(generated.worth(sell, 100 * Math.exp(7 * random.nextDouble())));
    return new RouteRequest(
        new Trade.ExactIn(amount, buy), limits, gasPrice, generated.wrappedNative());
  }

  /** The output less what the gas is worth. */
  private static double net(RouteResult.Found found, long gasPrice) {
    TokenAmount coin = found.nativeWorth();
    double perWei = coin == null ? 0 : coin.units().toDouble() / 1e18;
    return found.route().quoted().units().toDouble()
        - found.route().gas().value() * (double) gasPrice * perWei;
  }
}
