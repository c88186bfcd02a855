package dev.fairlead.venue.balancer.v3;

import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolConformance;
import dev.fairlead.venue.balancer.curve.StableCurve;
import java.util.List;
import java.util.Random;

class StableV3ConformanceTest extends PoolConformance {
  /** A unit of the invariant, of which the two directions round differently. */
  @Override
  protected Uint256 slack(Pool pool) {
    return Uint256.of(1_000_000);
  }

  @Override
  protected Pool generate(Random random) {
    Uint256 million18 = Uint256.of(10).pow(24);
    return new BalancerV3Pool(
        facts("balancer-v3", 20, 18, 6, 18),
        Address.ZERO,
        new StableCurve(
            Uint256.of(1_000L * (1 + random.nextInt(5_000))), StableCurve.Generation.V3),
        GeneratedV3Terms.terms(random, 0),
        List.of(
            GeneratedV3Terms.holding(
                random, 18, million18.plus(Uint256.of(random.nextLong(Long.MAX_VALUE)))),
            GeneratedV3Terms.holding(
                random, 6, Uint256.of(500_000_000_000L + random.nextInt(1_000_000_000))),
            GeneratedV3Terms.holding(
                random, 18, million18.times(Uint256.of(1 + random.nextInt(3))))));
  }
}
