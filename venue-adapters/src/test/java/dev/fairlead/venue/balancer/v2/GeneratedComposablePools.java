package dev.fairlead.venue.balancer.v2;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.balancer.curve.Fixed18;
import dev.fairlead.venue.balancer.curve.StableCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Composable stable pools made up for tests: two tokens beside their own. */
final class GeneratedComposablePools {
  private static final Uint256 MINTED_AHEAD = Uint256.ONE.shiftLeft(111);

  private GeneratedComposablePools() {}

  static ComposableStablePool make(Random random, PoolFacts facts, int shareIndex) {
    StableCurve curve =
        new StableCurve(
            Uint256.of(1_000L * (1 + random.nextInt(5_000))), StableCurve.Generation.V2);
    List<Uint256> factors = new ArrayList<>(BalancerTerms.byDecimals(facts.tokens()));
    Uint256[] balances = new Uint256[3];
    List<Uint256> scaled = new ArrayList<>();
    for (int i = 0; i < balances.length; i++) {
      if (i != shareIndex) {
        Uint256 units =
            Uint256.of(500_000L + random.nextInt(2_000_000))
                .times(Uint256.of(10).pow(facts.tokens().get(i).decimals()));
        balances[i] = units;
        scaled.add(Fixed18.mulDown(units, factors.get(i)));
      }
    }
    Uint256 invariant = curve.invariant(scaled.toArray(Uint256[]::new)).orElseThrow();
    balances[shareIndex] = MINTED_AHEAD;
    PoolShares shares =
        new PoolShares(
            MINTED_AHEAD.plus(invariant),
            curve.amplification(),
            invariant,
            List.of(Fixed18.ONE, Fixed18.ONE),
            List.of(Fixed18.ONE, Fixed18.ONE),
            List.of(false, false),
            random.nextBoolean() ? Uint256.ZERO : Fixed18.ONE.dividedBy(Uint256.of(2)),
            Uint256.ZERO);
    BalancerTerms terms =
        new BalancerTerms(
            factors, Uint256.of(1_000_000_000_000L * (1 + random.nextInt(10_000))), false);
    return new ComposableStablePool(facts, curve, terms, shareIndex, false, shares, balances);
  }
}
