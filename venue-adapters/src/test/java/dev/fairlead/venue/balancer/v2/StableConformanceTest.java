package dev.fairlead.venue.balancer.v2;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolConformance;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.balancer.curve.StableCurve;
import java.util.Random;

class StableConformanceTest extends PoolConformance {
  /** A unit of the invariant, of which the two directions round differently. */
  @Override
  protected Uint256 slack(Pool pool) {
    return Uint256.of(1_000_000);
  }

  @Override
  protected Pool generate(Random random) {
    PoolFacts facts = facts("balancer-v2", 32, 18, 6, 18);
    BalancerTerms terms =
        new BalancerTerms(
            BalancerTerms.byDecimals(facts.tokens()),
            Uint256.of(1_000_000_000_000L * (1 + random.nextInt(10_000))),
            false);
    return new BalancerV2Pool(
        facts,
        BalancerFactory.Kind.STABLE_V1,
        new StableCurve(
            Uint256.of(1_000L * (1 + random.nextInt(5_000))), StableCurve.Generation.V2_FIRST),
        terms,
        Uint256.of(10).pow(24).plus(Uint256.of(random.nextLong(Long.MAX_VALUE))),
        Uint256.of(500_000_000_000L + random.nextInt(1_000_000_000)),
        Uint256.of(10).pow(24).times(Uint256.of(1 + random.nextInt(3))));
  }
}
