package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.uniswap.v3.UniswapV3Pool;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class CurveSamplerTest {
  /** Below this share of the first price there is nothing to be had. */
  private static final double NOTHING = 0.02;

  /** Where a price jumps, a division can get stuck. */
  @Test
  void thePriceFallsWithoutAJumpAlsoBeyondWhatAPoolTakes() {
    GeneratedMarket generated = GeneratedMarket.mixed(81, 120, 20);
    Market market = generated.market();
    MarketGraph graph = new TokenGraph(market).at(market);
    int sampled = 0;
    for (int e = 0; e < graph.topology().edgeCount(); e++) {
      EdgeCurve curve = graph.curve(e);
      if (curve.isDead() || curve.isOneSegment()) {
        continue;
      }
      sampled++;
      double before = curve.marginal(0);
      double last = before * NOTHING;
      double capacity = curve.capacity();
      for (double x = capacity * 1e-7; before > last && x < capacity; x *= 1.0001) {
        double price = curve.marginal(x);
        assertThat(price)
            .as("%s at %s of %s", graph.pool(e).id(), x, capacity)
            .isBetween(before * 0.9, before * 1.001);
        before = price;
      }
      double end = curve.marginal(capacity * (1 - 1e-9));
      assertThat(curve.marginal(capacity * (1 + 1e-9))).isCloseTo(end, withinPercentage(0.1));
      assertThat(curve.marginal(capacity * 1.02)).isLessThan(end * 0.01);
    }
    assertThat(sampled).isGreaterThan(20);
  }

  @Test
  void thePriceAtTheMarginIsThePoolsOwn() {
    GeneratedMarket generated = GeneratedMarket.mixed(82, 60, 12);
    Market market = generated.market();
    MarketGraph graph = new TokenGraph(market).at(market);
    int compared = 0;
    for (int e = 0; e < graph.topology().edgeCount(); e++) {
      for (double dollars : new double[] {3_000, 60_000}) {
        double x = generated.worth(graph.tokenIn(e), dollars).toDouble();
        EdgeCurve curve = graph.curve(e);
        if (!curve.isDead() && x < curve.capacity() / 2) {
          double spot =
              Routes.filled(graph.pool(e), graph.tokenIn(e), graph.tokenOut(e), Amounts.exact(x))
                  .after()
                  .spotPrice(graph.tokenIn(e), graph.tokenOut(e));
          assertThat(curve.marginal(x))
              .as("%s after %s", graph.pool(e).id(), x)
              .isCloseTo(spot, withinPercentage(3));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(50);
  }

  /** The sampler begins new segments there. */
  @Test
  void bendsAreWhereTheLiquidityChanges() {
    GeneratedMarket generated = GeneratedMarket.mixed(83, 60, 12);
    int crossed = 0;
    for (Pool pool : generated.pools()) {
      if (pool instanceof UniswapV3Pool concentrated) {
        for (Token in : pool.tokens()) {
          Token out = pool.tokens().get(in.equals(pool.tokens().getFirst()) ? 1 : 0);
          Uint256 before = concentrated.state().liquidity();
          double[] bends = pool.bends(in, out);
          assertThat(bends).isSorted().hasSizeGreaterThan(1);
          for (double bend : Arrays.copyOf(bends, bends.length - 1)) {
            assertThat(liquidityAfter(pool, in, out, bend * (1 - 1e-9))).isEqualTo(before);
            Uint256 behind = liquidityAfter(pool, in, out, bend * (1 + 1e-9));
            assertThat(behind).isNotEqualTo(before);
            before = behind;
            crossed++;
          }
        }
      }
    }
    assertThat(crossed).isGreaterThan(20);
  }

  private static Uint256 liquidityAfter(Pool pool, Token in, Token out, double amount) {
    Pool after = Routes.filled(pool, in, out, Amounts.exact(amount)).after();
    return ((UniswapV3Pool) after).state().liquidity();
  }
}
