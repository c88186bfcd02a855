package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.ChainException;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.KeptMarket;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.MarketKeeper;
import dev.fairlead.venue.MarketObserver;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.SilencedPool;
import dev.fairlead.venue.VenueAdapter;
import dev.fairlead.venue.file.MarketFile;
import dev.fairlead.venue.sample.MarketReview;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How a market begins: from one that was kept and the blocks since, or from a load. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MarketStartTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TRADES = 12;

  private final Random random = Cases.random(MarketStartTest.class);
  private final Playground playground = new Playground();
  private final DevVenues venues = DevVenues.of(playground.dev());
  private final MarketActions trades = new MarketActions(playground, random);
  private final LiquidityActions changes = new LiquidityActions(playground, random);

  @BeforeAll
  void allowChanges() {
    GeneratedV4Pools.allowProtocolFees(playground);
  }

  @AfterAll
  void close() {
    playground.close();
  }

  @Test
  void followsAKeptMarketUpToTheHeadInsteadOfLoading() throws InterruptedException {
    Market kept = loaded();
    actThroughBlocks(kept);
    GeneratedV3Pools.make(playground, random, 1, 2);
    GeneratedBalancerPools.make(playground, random, 2);

    Start start = new Start(() -> Optional.of(kept));
    Market market = start.await();
    start.keeper.close();

    assertThat(start.told).containsExactly("taken up from " + kept.block());
    assertThat(start.keeper.takenUp()).contains(kept.block());
    assertThat(market.size()).isGreaterThan(kept.size());
    assertEqualsChain(market);
  }

  @Test
  void standsAtOnceWhereNothingHappenedSince() throws InterruptedException {
    Market kept = loaded();
    Market unsure = kept.with(new SilencedPool(kept.pool(0), "not known"));

    Start start = new Start(() -> Optional.of(unsure));
    Market market = start.await();
    start.keeper.close();

    assertThat(start.told).containsExactly("taken up from " + kept.block());
    assertEqualsChain(market);
  }

  @Test
  @DisplayName(
      "failures #71: a market whose block left the chain while the node was down is no start")
  void loadsWhereTheKeptBlockIsNotInTheChain() throws InterruptedException {
    playground.dev().control().mine(2);
    Market kept = loaded();
    playground.dev().control().rollBack(1);
    changes.change(kept.pool(0));
    playground.dev().control().mine(2);
    loaded();

    Start start = new Start(() -> Optional.of(kept));
    Market market = start.await();
    start.keeper.close();

    assertThat(start.told).hasSize(2);
    assertThat(start.told.getFirst()).contains(kept.block() + " is not in the chain");
    assertThat(start.told.getLast()).isEqualTo("loaded");
    assertThat(start.keeper.takenUp()).isEmpty();
    assertEqualsChain(market);
  }

  @Test
  void findsAndMendsWhatAKeptMarketHasWrong() throws InterruptedException {
    Market before = loaded();
    actThroughBlocks(before);
    Market now = loaded();
    List<PoolId> moved = new ArrayList<>();
    List<Pool> stale = new ArrayList<>();
    for (Pool pool : before.pools()) {
      Pool moving = now.pool(pool.id()).orElseThrow();
      if (!MarketFile.text(pool).equals(MarketFile.text(moving))) {
        moved.add(pool.id());
        stale.add(pool);
      }
    }
    assertThat(stale).isNotEmpty();

    Start start = new Start(() -> Optional.of(now.with(stale.toArray(Pool[]::new))));
    Market wrong = start.await();
    MarketReview review = new MarketReview(playground.chain(), venues.all());
    List<PoolId> found = new ArrayList<>();
    while (!review.isOver(wrong)) {
      found.addAll(review.next(wrong, 7));
    }
    start.keeper.readAgain(found);
    playground.dev().control().mine();
    Market mended = start.await();
    start.keeper.close();

    assertThat(found).containsExactlyInAnyOrderElementsOf(moved);
    assertThat(review.reviewed()).isEqualTo(wrong.size());
    assertThat(start.told).contains("corrected " + found);
    assertEqualsChain(mended);
  }

  @Test
  void asksOnlyTheQuestionThatFailedAgain() throws InterruptedException {
    loaded();
    Map<String, Integer> answered = new HashMap<>();
    loadThrough(answering(answered, 0));
    Map<String, Integer> answeredWithFailures = new HashMap<>();
    Start start = loadThrough(answering(answeredWithFailures, 11));

    assertThat(start.told.getLast()).isEqualTo("loaded");
    assertThat(start.told).contains("failing on purpose");
    assertThat(answeredWithFailures).isEqualTo(answered);
    assertEqualsChain(start.keeper.market().orElseThrow());
  }

  private Start loadThrough(Chain chain) throws InterruptedException {
    Start start = new Start(chain, KeptMarket.NONE);
    start.await();
    start.keeper.close();
    return start;
  }

  /** Counts what it answers while a market is loaded; every so often it fails first. */
  private Chain answering(Map<String, Integer> answered, int failsEvery) {
    int[] asked = new int[1];
    return (Chain)
        Proxy.newProxyInstance(
            Chain.class.getClassLoader(),
            new Class<?>[] {Chain.class},
            (_, method, arguments) -> {
              boolean counts = List.of("call", "logs", "code").contains(method.getName());
              if (counts && failsEvery > 0 && ++asked[0] % failsEvery == 0) {
                throw ChainException.retryable("failing on purpose");
              }
              try {
                Object answer = method.invoke(playground.chain(), arguments);
                if (counts) {
                  answered.merge(method.getName(), 1, Integer::sum);
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** A keeper of all venues, and what it told of its start. */
  private final class Start implements MarketObserver {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final MarketKeeper keeper;

    Start(KeptMarket kept) {
      this(playground.chain(), kept);
    }

    Start(Chain chain, KeptMarket kept) {
      this.keeper = MarketKeeper.start(chain, venues.all(), kept, this);
    }

    Market await() throws InterruptedException {
      return keeper.await(playground.newest().number(), PATIENCE);
    }

    @Override
    public void takenUp(ChainId chain, BlockRef from, Market market, Duration took) {
      told.add("taken up from " + from);
    }

    @Override
    public void loaded(ChainId chain, Market market, Duration took) {
      told.add("loaded");
    }

    @Override
    public void passedOver(ChainId chain, String reason) {
      told.add(reason);
    }

    @Override
    public void corrected(ChainId chain, Collection<PoolId> pools) {
      told.add("corrected " + pools);
    }

    @Override
    public void interrupted(ChainId chain, String reason) {
      told.add(reason);
    }
  }

  private Market loaded() throws InterruptedException {
    MarketWatch watch = new MarketWatch();
    try (MarketKeeper keeper = MarketKeeper.start(playground.chain(), venues.all(), watch)) {
      Market newest = watch.await(playground.newest(), PATIENCE);
      assertThat(keeper.keepable()).isPresent();
      return newest;
    }
  }

  /** Trades and changes of liquidity in as many pools, and once more in a pair. */
  private void actThroughBlocks(Market market) {
    List<Pool> pools = new ArrayList<>(market.pools());
    Collections.shuffle(pools, random);
    for (Pool pool : pools.subList(0, TRADES)) {
      if (random.nextBoolean()) {
        trades.trade(pool);
      } else {
        changes.change(pool);
      }
    }
    market.pools().stream()
        .filter(UniswapV2Pool.class::isInstance)
        .findFirst()
        .ifPresent(changes::change);
  }

  private void assertEqualsChain(Market market) {
    for (VenueAdapter adapter : venues.all()) {
      for (Pool read : adapter.load(playground.chain(), market.block())) {
        assertThat(MarketFile.text(market.pool(read.id()).orElseThrow()))
            .isEqualTo(MarketFile.text(read));
      }
    }
  }
}
