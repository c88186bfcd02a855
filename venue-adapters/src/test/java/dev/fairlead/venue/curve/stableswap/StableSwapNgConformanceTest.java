package dev.fairlead.venue.curve.stableswap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Uint256;
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
