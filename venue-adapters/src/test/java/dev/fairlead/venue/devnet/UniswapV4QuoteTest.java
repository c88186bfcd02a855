package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.venue.Pool;
import dev.fairlead.venue.uniswap.v4.UniswapV4Pool;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Quotes of generated pools against the real V4Quoter, protocol fees included. */
class UniswapV4QuoteTest {
  private static final int POOLS = Cases.pools(16);
  private static final int POSITIONS = 6;

  @Test
  void quotesGeneratedPoolsAsTheQuoterDoes() {
    Random random = Cases.random(getClass());
    try (Playground playground = new Playground().withTokens(2, 24)) {
      GeneratedV4Pools.make(playground, random, POOLS, POSITIONS);
      List<Pool> pools =
          DevVenues.of(playground.dev()).uniswapV4().load(playground.chain(), playground.newest());
      assertThat(pools).hasSizeGreaterThan(playground.deployment().uniswapV4().pools().size());
      Tally tally = new Tally("Uniswap V4", pools.size());
      for (int i = 0; i < Cases.COUNT; ) {
        UniswapV4Pool pool = (UniswapV4Pool) pools.get(random.nextInt(pools.size()));
        if (pool.terms().key().tickSpacing() > 1 || random.nextInt(10) == 0) {
          tally.compare(() -> V4Questions.isFilled(playground, pool, random));
          i++;
        }
      }
      tally.end(Cases.COUNT / 5);
    }
  }
}
