package dev.fairlead.venue.uniswap.v2;

import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolConformance;
import dev.fairlead.venue.devnet.Cases;
import java.util.Random;

class UniswapV2ConformanceTest extends PoolConformance {
  @Override
  protected Pool generate(Random random) {
    return new UniswapV2Pool(
        facts("uniswap-v2", 20, decimals(random), decimals(random)),
        PairFee.ofBasisPoints(random.nextInt(101)),
        Cases.amount(random, 112),
        Cases.amount(random, 112));
  }

  @Override
  protected boolean tellsItsFormula() {
    return true;
  }
}
