package dev.fairlead.venue.curve.stableswap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Outline;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolConformance;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.devnet.Cases;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StableSwapNgConformanceTest extends PoolConformance {
  private static final int[] DECIMALS = {18, 6, 8, 18, 2, 24, 18, 6};

  @Override
  protected Uint256 slack(Pool pool) {
    return GeneratedPools.slack((CurveStableSwapPool) pool, pool.tokens().size() - 1);
  }

  @Override
  protected Pool generate(Random random) {
    return GeneratedPools.ng(
        random, facts("curve", 20, Arrays.copyOf(DECIMALS, 2 + random.nextInt(7))));
  }

  /** The search goes by it, so that it must not promise what the exact exchange does not give. */
  @Test
  void outlinesAreAsNearAsDoublesTell() {
    Random random = Cases.random(getClass());
    int traded = 0;
    for (int i = 0; i < 2_000; i++) {
      CurveStableSwapPool pool = (CurveStableSwapPool) generate(random);
      Token in = pool.tokens().getFirst();
      Token out = pool.tokens().getLast();
      int last = pool.tokens().size() - 1;
      Uint256 amount = Cases.amount(random, pool.balance(0).bitLength() + 3);
      if (pool.quoteExactIn(in, out, amount) instanceof Quote.Filled filled
          && filled.amountOut().isGreaterThan(Uint256.of(1_000))
          && filled
              .amountOut()
              .times(Uint256.of(100))
              .isLessThan(pool.balance(last).times(Uint256.of(99)))) {
        Outline outline = pool.outline(in, out, amount);
        double given = filled.amountOut().toDouble();
        double unit = 1e18 / pool.rates().get(last).toDouble();
        assertThat(outline.given())
            .as("%s of %s", amount, pool.figures())
            .isCloseTo(given, within(given * 1e-9 + 4 * unit + 2));
        double left = pool.balance(last).minus(filled.amountOut()).toDouble();
        double price = filled.after().spotPrice(in, out);
        assertThat(outline.priceAfter())
            .as("%s of %s", amount, pool.figures())
            .isCloseTo(price, withinPercentage(1e-4 + 400 / left));
        traded++;
      }
    }
    assertThat(traded).isGreaterThan(500);
  }

  @Test
  void neverLosesToATrade() {
    Random random = Cases.random(getClass());
    int traded = 0;
    for (int i = 0; i < 1_000; i++) {
      CurveStableSwapPool pool = (CurveStableSwapPool) generate(random);
      Quote quote =
          pool.quoteExactIn(
              pool.tokens().getFirst(),
              pool.tokens().getLast(),
              Cases.amount(random, pool.balance(0).bitLength() + 1));
      if (quote instanceof Quote.Filled filled) {
        CurveStableSwapPool after = (CurveStableSwapPool) filled.after();
        assertThat(after.invariant().orElseThrow().plus(Uint256.of(2)))
            .as("%s", filled.amountIn())
            .isGreaterThanOrEqualTo(pool.invariant().orElseThrow());
        traded++;
      }
    }
    assertThat(traded).isGreaterThan(300);
  }
}
