package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.venue.Exclusions;
import dev.fairlead.venue.Exclusions.Cause;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.MarketKeeper;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.SilencedPool;
import dev.fairlead.venue.VenueAdapter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Real trades and changes of liquidity, block after block: a trade gives and leaves what its quote
 * said, and after every block the market from logs is the market that a read of the chain gives.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveMarketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ACTIONS = Math.max(160, Cases.COUNT / 40);

  private final Random random = Cases.random(LiveMarketTest.class);
  private final Playground playground = new Playground();
  private final MarketWatch watch = new MarketWatch();
  private final DevVenues venues = DevVenues.of(playground.dev());
  private final MarketActions trades = new MarketActions(playground, random);
  private final LiquidityActions changes = new LiquidityActions(playground, random);
  private MarketKeeper keeper;

  @BeforeAll
  void open() throws InterruptedException {
    GeneratedV4Pools.allowProtocolFees(playground);
    keeper = MarketKeeper.start(playground.chain(), venues.all(), watch);
    next();
  }

  @AfterAll
  void close() {
    keeper.close();
    playground.close();
  }

  @Test
  void staysEqualToTheChainAfterEveryBlock() throws InterruptedException {
    int traded = 0;
    for (int i = 0; i < ACTIONS; i++) {
      Market before = market();
      Pool pool = before.pool(random.nextInt(before.size()));
      if (random.nextInt(3) > 0) {
        Optional<MarketActions.Trade> trade = trades.trade(pool);
        if (trade.isPresent()) {
          assertTraded(trade.get(), next());
          traded++;
        }
      } else {
        changes.change(pool);
      }
      assertChangedAsOnChain(before, next());
    }
    assertThat(traded).isGreaterThan(ACTIONS / 3);
    assertEqualsChain(market());
  }

  @Test
  void learnsOfNewPoolsInTheBlockThatMakesThem() throws InterruptedException {
    int before = market().size();

    GeneratedV3Pools.make(playground, random, 2, 1);
    GeneratedBalancerPools.make(playground, random, 1);
    Market market = next();

    assertThat(market.size()).isGreaterThan(before);
    assertEqualsChain(market);
  }

  @Test
  void undoesBlocksThatLeaveTheChain() throws InterruptedException {
    Market start = next();
    for (int i = 0; i < 3; i++) {
      Pool pool = market().pool(random.nextInt(market().size()));
      trades.trade(pool);
      next();
    }
    long depth = playground.newest().number().value() - start.block().number().value();
    playground.dev().control().rollBack((int) depth);
    changes.change(start.pool(0));
    playground.dev().control().mine((int) depth);
    Market market = next();

    assertThat(market.hasSamePoolsAs(start)).isTrue();
    assertEqualsChain(market);
  }

  @Test
  void silencesWhatIsExcludedAndFollowsItOn() throws InterruptedException {
    Pool pool = next().pool(0);
    keeper.exclude(Cause.SAMPLE, known -> known.with(pool.id(), "doubted"));
    Market excluded = market();
    trades.trade(pool);
    next();

    assertThat(excluded.pool(0)).isEqualTo(new SilencedPool(pool, "doubted"));
    assertThat(market().pool(0)).isInstanceOf(SilencedPool.class);
    assertThat(keeper.wholeMarket().orElseThrow().pool(0)).isNotInstanceOf(SilencedPool.class);
    keeper.exclude(Cause.OPERATOR, known -> known.with(pool.id(), "not now").without(pool.id()));
    assertThat(market().pool(0)).isInstanceOf(SilencedPool.class);
    keeper.exclude(Cause.SAMPLE, known -> known.without(pool.id()));
    assertThat(keeper.exclusions(Cause.SAMPLE)).isEqualTo(Exclusions.NONE);
    assertEqualsChain(market());
  }

  private Market market() {
    return keeper.market().orElseThrow();
  }

  private Market next() throws InterruptedException {
    return watch.await(playground.newest(), PATIENCE);
  }

  private static void assertTraded(MarketActions.Trade trade, Market after) {
    assertThat(PoolStates.describe(after.pool(trade.before().id()).orElseThrow()))
        .as("%s %s", trade.before(), trade.quote())
        .isEqualTo(PoolStates.describe(trade.quote().after()));
  }

  private void assertChangedAsOnChain(Market before, Market after) {
    for (int changed : after.changedSince(before)) {
      Pool pool = after.pool(changed);
      Pool read = adapter(pool).reload(playground.chain(), after.block(), List.of(pool)).getFirst();
      assertThat(PoolStates.describe(pool)).isEqualTo(PoolStates.describe(read));
    }
  }

  private VenueAdapter adapter(Pool pool) {
    return venues.all().stream()
        .filter(adapter -> adapter.venue().equals(pool.id().venue()))
        .findFirst()
        .orElseThrow();
  }

  private void assertEqualsChain(Market market) {
    for (VenueAdapter adapter : venues.all()) {
      for (Pool read : adapter.load(playground.chain(), market.block())) {
        assertThat(PoolStates.describe(market.pool(read.id()).orElseThrow()))
            .isEqualTo(PoolStates.describe(read));
      }
    }
  }
}
