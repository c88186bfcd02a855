package dev.fairlead.venue.uniswap.v4;

import dev.fairlead.model.Address;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolConformance;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.uniswap.concentrated.GeneratedTicks;
import java.util.Random;

class UniswapV4ConformanceTest extends PoolConformance {
  @Override
  protected Pool generate(Random random) {
    PoolFacts facts = facts("uniswap-v4", 32, decimals(random), decimals(random));
    int spacing = 5 + random.nextInt(300);
    boolean dynamic = random.nextInt(4) == 0;
    int fee = dynamic && random.nextInt(4) == 0 ? V4Fees.WHOLE : random.nextInt(500_000);
    PoolKey key =
        new PoolKey(
            random.nextBoolean() ? Address.ZERO : facts.tokens().get(0).address(),
            facts.tokens().get(1).address(),
            dynamic ? PoolKey.DYNAMIC_FEE : fee,
            spacing,
            dynamic ? facts.tokens().get(0).address() : Address.ZERO);
    int protocolFee = random.nextInt(1_001) << 12 | random.nextInt(1_001);
    return new UniswapV4Pool(
        new V4Terms(facts, key),
        V4Fees.of(fee, protocolFee),
        GeneratedTicks.state(random, spacing));
  }

  @Override
  protected boolean tellsItsFormula() {
    return true;
  }
}
