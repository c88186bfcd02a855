package dev.fairlead.venue.balancer.v3;

import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolConformance;
import dev.fairlead.venue.balancer.curve.WeightedCurve;
import dev.fairlead.venue.devnet.Cases;
import java.util.List;
import java.util.Random;

class WeightedV3ConformanceTest extends PoolConformance {
  private static final Uint256 PERCENT = Uint256.of(10_000_000_000_000_000L);

  /** The contract widens a power by 10⁻¹⁴, which exponents up to 49 spread over the balance. */
  @Override
  protected Uint256 slack(Pool pool) {
    return ((BalancerV3Pool) pool).holdings().get(1).raw().dividedBy(Uint256.of(10_000_000_000L));
  }

  @Override
  protected Pool generate(Random random) {
    int weight = Cases.between(random, 2, 98);
    return new BalancerV3Pool(
        facts("balancer-v3", 20, 18, 18),
        Address.ZERO,
        new WeightedCurve(
            List.of(PERCENT.times(Uint256.of(weight)), PERCENT.times(Uint256.of(100L - weight))),
            true,
            true),
        GeneratedV3Terms.terms(random, 2),
        List.of(
            GeneratedV3Terms.holding(random, 18, Uint256.of(10).pow(21 + random.nextInt(6))),
            GeneratedV3Terms.holding(random, 18, Uint256.of(10).pow(21 + random.nextInt(6)))));
  }
}
