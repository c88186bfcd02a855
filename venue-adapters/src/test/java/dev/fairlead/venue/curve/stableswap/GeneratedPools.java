package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.devnet.Cases;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Pools of generated balances, rates, amplifications and fees. */
final class GeneratedPools {
  private static final Uint256 TEN = Uint256.of(10);

  private GeneratedPools() {}

  /**
   * How much less more may give: Newton's last step leaves the iteration a unit of 18 decimals or
   * two to either side; and off the peg the fee grows on, where the output hardly does.
   */
  static Uint256 slack(CurveStableSwapPool pool, int coin) {
    Uint256 unit = TEN.pow(18).dividedByUp(pool.terms().rates().get(coin));
    Uint256 roundings = unit.times(Uint256.of(3)).plus(Uint256.of(2));
    Uint256 multiplier = pool.terms().offPegMultiplier();
    return multiplier.isAtMost(OffPegFee.ONE)
        ? roundings
        : roundings.plus(
            pool.balance(coin)
                .times(pool.terms().fee())
                .dividedBy(OffPegFee.ONE)
                .times(multiplier)
                .dividedBy(OffPegFee.ONE));
  }

  /** A pool of coins that all hold about as much, whose rates are up to twice their decimals'. */
  static CurveStableSwapPool ng(Random random, PoolFacts facts) {
    int coins = facts.tokens().size();
    Uint256 size = TEN.pow(Cases.between(random, 2, 9));
    List<Uint256> rates = new ArrayList<>();
    Uint256[] balances = new Uint256[coins];
    for (int i = 0; i < coins; i++) {
      int decimals = facts.tokens().get(i).decimals();
      Uint256 percent = Uint256.of(random.nextBoolean() ? 100 : 100L + random.nextInt(100));
      rates.add(TEN.pow(36 - decimals).times(percent).dividedBy(Uint256.of(100)));
      balances[i] =
          size.times(TEN.pow(decimals))
              .times(Uint256.of(50L + random.nextInt(200)))
              .dividedBy(Uint256.of(100));
    }
    CurveTerms terms =
        new CurveTerms(
            Amplification.of(
                Uint256.of(100L * (1 + random.nextInt(2_000))),
                coins,
                CurvePoolSettings.Generation.NG),
            Uint256.of(1_000_000L + random.nextInt(40_000_000)),
            Uint256.of(5_000_000_000L),
            rates,
            Uint256.of(10_000_000_000L * (random.nextBoolean() ? 1 : 1 + random.nextInt(12))),
            false);
    return new CurveStableSwapPool(facts, terms, balances);
  }
}
