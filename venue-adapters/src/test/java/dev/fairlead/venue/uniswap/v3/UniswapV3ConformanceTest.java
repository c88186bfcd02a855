package dev.fairlead.venue.uniswap.v3;

import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolConformance;
import dev.fairlead.venue.uniswap.concentrated.GeneratedTicks;
import dev.fairlead.venue.uniswap.concentrated.SwapFee;
import java.util.Random;

class UniswapV3ConformanceTest extends PoolConformance {
  @Override
  protected Pool generate(Random random) {
    int spacing = 10 * (1 + random.nextInt(20));
    return new UniswapV3Pool(
        new V3Terms(
            facts("uniswap-v3", 20, decimals(random), decimals(random)),
            SwapFee.ofPips(random.nextInt(10_001)),
            spacing),
        GeneratedTicks.state(random, spacing));
  }

  @Override
  protected boolean tellsItsFormula() {
    return true;
  }
}
