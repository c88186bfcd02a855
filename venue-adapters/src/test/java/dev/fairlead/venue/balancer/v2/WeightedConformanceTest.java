package dev.fairlead.venue.balancer.v2;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolConformance;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.balancer.curve.WeightedCurve;
import dev.fairlead.venue.devnet.Cases;
import java.util.List;
import java.util.Random;

class WeightedConformanceTest extends PoolConformance {
  private static final Uint256 PERCENT = Uint256.of(10_000_000_000_000_000L);

  /** The contract widens a power by 10⁻¹⁴, which exponents up to 49 spread over the balance. */
  @Override
  protected Uint256 slack(Pool pool) {
    return ((BalancerV2Pool) pool).balance(1).dividedBy(Uint256.of(100_000_000_000L));
  }

  @Override
  protected Pool generate(Random random) {
    PoolFacts facts = facts("balancer-v2", 32, 18, 18);
    int weight = Cases.between(random, 2, 98);
    BalancerTerms terms =
        new BalancerTerms(
            BalancerTerms.byDecimals(facts.tokens()),
            Uint256.of(1_000_000_000_000L * (1 + random.nextInt(100_000))),
            false);
    return new BalancerV2Pool(
        facts,
        BalancerFactory.Kind.WEIGHTED,
        new WeightedCurve(
            List.of(PERCENT.times(Uint256.of(weight)), PERCENT.times(Uint256.of(100L - weight))),
            true,
            true),
        terms,
        Uint256.of(10).pow(21 + random.nextInt(6)),
        Uint256.of(10).pow(21 + random.nextInt(6)));
  }
}
