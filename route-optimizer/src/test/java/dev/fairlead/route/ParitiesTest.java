package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ParitiesTest {
  @Test
  void noEdgeOfAMarketWithoutArbitrageGivesMoreThanItTakes() {
    for (long seed = 1; seed <= 20; seed++) {
      MarketGraph graph = graph(GeneratedMarket.mixed(seed, 200, 40).market());
      for (int e = 0; e < graph.topology().edgeCount(); e++) {
        double takes = 1 / graph.parities().units().of(graph.topology().from(e));
        double gives = graph.spot(e) * 1 / graph.parities().units().of(graph.topology().to(e));
        assertThat(gives).as("seed %d, edge %d", seed, e).isLessThanOrEqualTo(takes * (1 + 1e-3));
      }
    }
  }

  @Test
  void tokensAreWorthAboutTheirFairPrices() {
    GeneratedMarket generated = GeneratedMarket.of(3, 400, 40);
    MarketGraph graph = graph(generated.market());
    double first = fair(generated, graph, 0);
    for (int t = 1; t < generated.tokenCount(); t++) {
      assertThat(fair(generated, graph, t)).isCloseTo(first, withinPercentage(3));
    }
  }

  @Test
  void pricesAgreeWhereNothingIsLeftToArbitrage() {
    for (long seed = 1; seed <= 20; seed++) {
      GeneratedMarket generated = GeneratedMarket.mixed(seed, 200, 40);
      Market after = generated.tradedFairly(generated.market(), new Random(seed), 40);
      assertThat(graph(after).parities().units().agree()).as("seed %d", seed).isTrue();
    }
  }

  @Test
  void pricesDoNotAgreeWhereDustPromisesMore() {
    for (long seed = 1; seed <= 20; seed++) {
      GeneratedMarket generated = GeneratedMarket.mixed(seed, 200, 40);
      Market dusty = generated.withDust(new Random(seed), 20, 1e-3);
      assertThat(graph(dusty).parities().units().agree()).as("seed %d", seed).isFalse();
    }
  }

  /** What a million dollars of a token are worth. */
  private static double fair(GeneratedMarket generated, MarketGraph graph, int token) {
    double units = generated.worth(generated.token(token), 1e6).toDouble();
    return units
        * 1
        / graph.parities().units().of(graph.topology().indexOf(generated.token(token)));
  }

  private static MarketGraph graph(Market market) {
    return new TokenGraph(market).at(market);
  }
}
