package dev.fairlead.route.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Token;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedMarketTest {
  @ParameterizedTest(name = "mixed {0}")
  @ValueSource(booleans = {true, false})
  void atFairPricesNoPoolGivesAnythingAway(boolean mixed) {
    GeneratedMarket generated =
        mixed ? GeneratedMarket.mixed(1, 500, 100) : GeneratedMarket.of(1, 500, 100);
    for (Pool pool : generated.pools()) {
      for (Token in : pool.tokens()) {
        for (Token out : pool.tokens()) {
          if (!in.equals(out)) {
            double kept =
                pool.spotPrice(in, out) * million(generated, in) / million(generated, out);
            assertThat(kept).as("%s, %s to %s", pool.id(), in, out).isBetween(0.99, 1.0);
          }
        }
      }
    }
  }

  private static double million(GeneratedMarket generated, Token token) {
    return generated.worth(token, 1e6).toDouble();
  }

  @Test
  void oneSeedGivesOneMarketAndAnotherSeedAnother() {
    assertThat(figures(GeneratedMarket.mixed(2, 60, 20)))
        .isEqualTo(figures(GeneratedMarket.mixed(2, 60, 20)))
        .isNotEqualTo(figures(GeneratedMarket.mixed(3, 60, 20)));
  }

  private static String figures(GeneratedMarket generated) {
    StringBuilder figures = new StringBuilder();
    generated.pools().forEach(pool -> figures.append(pool.id()).append(pool.figures()));
    return figures.toString();
  }

  @Test
  void aMixedMarketHoldsEveryProtocolAndEveryToken() {
    GeneratedMarket generated = GeneratedMarket.mixed(4, 300, 60);
    Set<String> venues = new HashSet<>();
    generated.pools().forEach(pool -> venues.add(pool.id().venue().value()));
    assertThat(venues)
        .containsExactlyInAnyOrder("uniswap-v2", "uniswap-v3", "balancer-v2", "curve");
    assertThat(generated.market().tokens()).hasSize(60);
  }

  @Test
  void aBlockChangesAsManyPoolsAsAsked() {
    GeneratedMarket generated = GeneratedMarket.mixed(5, 100, 30);
    Market before = generated.market();
    Market after = generated.traded(before, new Random(6), 40);
    assertThat(after.changedSince(before)).hasSize(40);
    assertThat(after.hasSamePoolsAs(before)).isTrue();
  }
}
