package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.sample.ChainQuoter;
import dev.fairlead.venue.sample.MarketSampler;
import dev.fairlead.venue.sample.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Pools of one venue compared with the chain's own quoter, as a node compares them. */
final class SampledPools {
  private static final int ROUNDS = 20;

  private SampledPools() {}

  /** How often both said the same; they never differ. */
  static int agreed(
      Playground playground, List<? extends Pool> pools, ChainQuoter quoter, Random random) {
    Market market = Market.of(playground.newest(), List.copyOf(pools));
    MarketSampler sampler =
        new MarketSampler(
            playground.chain(), Map.of(pools.getFirst().id().venue(), quoter), random);
    int agreed = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (Verdict verdict : sampler.compare(market, market.pools())) {
        assertThat(verdict).isNotInstanceOf(Verdict.Differs.class);
        agreed += verdict instanceof Verdict.Agrees ? 1 : 0;
      }
    }
    return agreed;
  }
}
