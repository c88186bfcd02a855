package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WarmUpTest {
  private static final int TRIES = 300;

  @ParameterizedTest(name = "{0} pools of {1} tokens, seed {2}")
  @CsvSource({"1, 2, 1", "5, 4, 2", "12, 5, 3", "60, 12, 4", "500, 100, 5"})
  void findsRequestsInAnyMarket(int pools, int tokens, long seed) {
    GeneratedMarket generated = GeneratedMarket.mixed(seed, pools, tokens);
    Market market = generated.withDust(new Random(seed), 1 + pools / 10, 1);
    WarmUp warmUp = new WarmUp(new GraphRouter(), generated.wrappedNative());
    for (int i = 0; i < TRIES; i++) {
      warmUp.next(market);
    }
    assertThat(warmUp.asked()).isBetween(TRIES / 4, TRIES);
  }

  @Test
  void changesNoAnswer() {
    GeneratedMarket generated = GeneratedMarket.mixed(6, 60, 12);
    GraphRouter router = new GraphRouter();
    Token sell = generated.token(1);
    RouteRequest request =
        new RouteRequest(
            new Trade.ExactIn(sell.amount(generated.worth(sell, 5_000)), generated.token(7)),
            RouteLimits.of(4, 8),
            FeePerGas.ZERO,
            generated.wrappedNative());
    WarmUp warmUp = new WarmUp(router, generated.wrappedNative());
    for (int i = 0; i < TRIES; i++) {
      warmUp.next(generated.market());
    }
    assertThat(router.route(generated.market(), request))
        .isEqualTo(new GraphRouter().route(generated.market(), request));
  }

  @Test
  void hasNothingToDoWithoutPools() {
    GeneratedMarket generated = GeneratedMarket.mixed(7, 1, 2);
    WarmUp warmUp = new WarmUp(new GraphRouter(), generated.wrappedNative());
    warmUp.next(Market.of(generated.market().block(), List.of()));
    assertThat(warmUp.asked()).isZero();
  }
}
