package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fairlead.route.generated.GeneratedMarket;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a curve says of amounts, and of prices. */
final class EdgeCurveTest {
  private static final double ROUNDING = 1e-9;

  @Test
  void takesAtAPriceWhatLeavesThatPrice() {
    Random random = new Random(81);
    GeneratedMarket generated = GeneratedMarket.mixed(81, 60, 12);
    MarketGraph graph = new TokenGraph(generated.market()).at(generated.market());
    int beyond = 0;
    for (int e = 0; e < graph.topology().edgeCount(); e++) {
      EdgeCurve curve = graph.curve(e);
      for (int i = 0; i < 100; i++) {
        double price = curve.startPrice() * random.nextDouble();
        double x = curve.taken(price);
        beyond += x > curve.capacity() ? 1 : 0;
        assertThat(curve.marginal(x * (1 - ROUNDING)))
            .as("edge %d at %s", e, price)
            .isGreaterThan(price * (1 - 1e-4));
        assertThat(curve.marginal(x * (1 + ROUNDING)))
            .as("edge %d at %s", e, price)
            .isLessThan(price * (1 + 1e-4));
      }
    }
    assertThat(beyond).as("prices below what any amount within the depth leaves").isPositive();
  }

  @Test
  void takesNothingAtThePriceOfTheFirstUnit() {
    GeneratedMarket generated = GeneratedMarket.mixed(82, 60, 12);
    MarketGraph graph = new TokenGraph(generated.market()).at(generated.market());
    for (int e = 0; e < graph.topology().edgeCount(); e++) {
      EdgeCurve curve = graph.curve(e);
      assertThat(curve.startPrice())
          .isCloseTo(curve.marginal(0), within(curve.startPrice() * 1e-9));
      assertThat(curve.taken(curve.startPrice())).isCloseTo(0, within(curve.capacity() * 1e-9));
    }
    assertThat(EdgeCurve.DEAD.startPrice()).isZero();
  }
}
