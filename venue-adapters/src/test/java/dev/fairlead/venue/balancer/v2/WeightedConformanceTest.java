package dev.fairlead.venue.balancer.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Outline;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolConformance;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.balancer.curve.WeightedCurve;
import dev.fairlead.venue.devnet.Cases;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

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

  /** The search goes by it, so that it must not promise what the exact exchange does not give. */
  @Test
  void outlinesAreAsNearAsDoublesTell() {
    Random random = Cases.random(getClass());
    int traded = 0;
    for (int i = 0; i < 2_000; i++) {
      BalancerV2Pool pool = (BalancerV2Pool) generate(random);
      Token in = pool.tokens().getFirst();
      Token out = pool.tokens().getLast();
      Uint256 amount = Cases.amount(random, pool.balance(0).bitLength() + 1);
      Outline outline = pool.outline(in, out, amount);
      if (pool.quoteExactIn(in, out, amount) instanceof Quote.Filled filled) {
        assertThat(outline.given())
            .as("%s of %s", amount, pool.figures())
            .isCloseTo(
                filled.amountOut().toDouble(),
                within(slack(pool).toDouble() + 1e-9 * filled.amountOut().toDouble()));
        assertThat(outline.priceAfter())
            .as("%s of %s", amount, pool.figures())
            .isCloseTo(filled.after().spotPrice(in, out), withinPercentage(1e-6));
        traded++;
      } else {
        double most =
            amount.isLessThan(pool.balance(0).dividedBy(Uint256.of(4)))
                ? slack(pool).toDouble()
                : 0;
        assertThat(outline.given())
            .as("%s of %s", amount, pool.figures())
            .isLessThanOrEqualTo(most);
      }
    }
    assertThat(traded).isGreaterThan(500);
  }
}
