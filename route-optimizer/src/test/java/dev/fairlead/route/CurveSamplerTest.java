package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.uniswap.concentrated.SwapFee;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import dev.fairlead.venue.uniswap.concentrated.TickMath;
import dev.fairlead.venue.uniswap.concentrated.TickTable;
import dev.fairlead.venue.uniswap.v3.UniswapV3Pool;
import dev.fairlead.venue.uniswap.v3.V3Terms;
import java.math.BigInteger;
import java.util.List;
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
      if (curve.isDead() || curve.isExact()) {
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
    assertThat(sampled).isGreaterThan(15);
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

  /** But for the units that the contract rounds off. */
  @Test
  void whereAPoolTellsItsFormulaTheCurveIsThat() {
    GeneratedMarket generated = GeneratedMarket.mixed(83, 60, 12);
    Market market = generated.market();
    MarketGraph graph = new TokenGraph(market).at(market);
    int compared = 0;
    for (int e = 0; e < graph.topology().edgeCount(); e++) {
      if (graph.pool(e) instanceof UniswapV3Pool) {
        EdgeCurve curve = graph.curve(e);
        assertThat(curve.isExact()).isTrue();
        for (double x = curve.capacity() * 1e-3; x < curve.capacity(); x *= 1.3) {
          Uint256 amount = Amounts.exact(x);
          double out =
              Routes.filled(graph.pool(e), graph.tokenIn(e), graph.tokenOut(e), amount)
                  .amountOut()
                  .toDouble();
          double units = 16 * (1 + curve.startPrice());
          assertThat(curve.out(amount.toDouble())).isCloseTo(out, within(out * 1e-10 + units));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(200);
  }

  /** So many words of ticks lie on the way to its end that no transaction passes them. */
  @Test
  void whereTheEndOfAFormulaIsRefusedQuotesTell() {
    GeneratedMarket generated = GeneratedMarket.of(84, 1, 2);
    Token in = generated.token(0);
    Token out = generated.token(1);
    UniswapV3Pool pool = wide(generated.pools().getFirst().id(), in, out);

    EdgeCurve curve = CurveSampler.sample(pool, in, out);

    assertThat(pool.pieces(in, out).areTold()).isTrue();
    assertThat(curve.isDead()).isFalse();
    assertThat(pool.quoteExactIn(in, out, Amounts.exact(curve.capacity())))
        .isInstanceOf(Quote.Filled.class);
  }

  private static UniswapV3Pool wide(PoolId id, Token in, Token out) {
    BigInteger liquidity = BigInteger.ONE.shiftLeft(90);
    TickTable table =
        TickTable.of(
            List.of(
                new TickTable.Tick(-880_000, liquidity, liquidity),
                new TickTable.Tick(880_000, liquidity, liquidity.negate())));
    V3Terms terms =
        new V3Terms(new PoolFacts(id, List.of(in, out), new Gas(117_000)), SwapFee.ofPips(500), 1);
    return new UniswapV3Pool(terms, SwapState.of(TickMath.sqrtPriceAt(0), 0, table));
  }
}
