package dev.fairlead.node.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.MarketHistory;
import dev.fairlead.event.MarketQuery;
import dev.fairlead.event.MarketQuote;
import dev.fairlead.event.MarketSight;
import dev.fairlead.event.PoolSight;
import dev.fairlead.event.SeenBlock;
import dev.fairlead.intent.IntentStatus;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.intent.Way;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.uniswap.v2.PairFee;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MarketRecorderTest {
  private static final ChainId CHAIN = new ChainId(1);
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final Rows rows = new Rows();
  private final Heard heard = new Heard();

  private MarketRecorder recorder(Optional<Duration> keeps) {
    return MarketRecorder.start(
        rows,
        () -> new LogPosition(7),
        "node-1",
        keeps,
        InstantSource.fixed(NOW),
        Thread.ofVirtual().factory(),
        heard);
  }

  @Test
  void keepsTheFirstMarketWholeAndThenWhatChanged() {
    Market first = Market.of(block(1), List.of(pool(1, 10), pool(2, 20)));
    Market second = first.at(block(2), List.of(pool(2, 21)));
    try (MarketRecorder recorder = recorder(Optional.of(Duration.ofDays(30)))) {
      recorder.loaded(CHAIN, first, Duration.ZERO);
      recorder.published(CHAIN, second, 1, Duration.ZERO);
      recorder.undone(CHAIN, first);
    }

    assertThat(rows.sights)
        .extracting(MarketSight::block)
        .containsExactly(block(1), block(2), block(1));
    assertThat(rows.sights).extracting(MarketSight::whole).containsExactly(true, false, false);
    assertThat(rows.sights).extracting(MarketSight::position).containsOnly(new LogPosition(7));
    assertThat(rows.sights).extracting(MarketSight::seenAt).isSorted().doesNotHaveDuplicates();
    assertThat(rows.pools).extracting(List::size).containsExactly(2, 1, 1);
    assertThat(heard.dropped).hasValue(0);
  }

  @Test
  void keepsAMarketWholeAgainWhenAPoolIsGone() {
    Market first = Market.of(block(1), List.of(pool(1, 10)));
    Market more = first.at(block(2), List.of(pool(2, 20)));
    Market other = first.at(block(3), List.of(pool(3, 30)));
    try (MarketRecorder recorder = recorder(Optional.of(Duration.ofDays(30)))) {
      recorder.loaded(CHAIN, first, Duration.ZERO);
      recorder.published(CHAIN, more, 1, Duration.ZERO);
      recorder.published(CHAIN, other, 1, Duration.ZERO);
    }

    assertThat(rows.sights).extracting(MarketSight::whole).containsExactly(true, false, true);
    assertThat(rows.pools.get(2)).extracting(PoolSight::pool).containsExactly(id(1), id(3));
  }

  @Test
  void countsWhatDoesNotFitAndLosesNothingAfterIt() throws InterruptedException {
    Market market = Market.of(block(1), List.of(pool(1, 10)));
    rows.blocked = new CountDownLatch(1);
    int all = MarketRecorder.WAITING + 11;
    try (MarketRecorder recorder = recorder(Optional.of(Duration.ofDays(30)))) {
      recorder.loaded(CHAIN, market, Duration.ZERO);
      assertThat(rows.reached.await(10, TimeUnit.SECONDS)).isTrue();
      for (int i = 2; i <= all; i++) {
        market = market.at(block(i), List.of(pool(1, 10 + i)));
        recorder.published(CHAIN, market, 1, Duration.ZERO);
      }
      rows.blocked.countDown();
      while (rows.sights.size() + heard.dropped.get() < all) {
        heard.kept.poll(10, TimeUnit.SECONDS);
      }
      recorder.published(CHAIN, market.at(block(all + 1), List.of()), 0, Duration.ZERO);
    }

    assertThat(heard.dropped).hasValue(10);
    assertThat(rows.sights).hasSize(MarketRecorder.WAITING + 2);
    assertThat(rows.pools.getLast())
        .singleElement()
        .satisfies(pool -> assertThat(pool.figures()).containsEntry("reserve0", reserve(10 + all)));
  }

  @Test
  void keepsTheLegsOfAPlanAndTheRoutesThatItDoesNotTake() {
    Token usdc = new Token(CHAIN, Address.parse("0x" + "11".repeat(20)), "USDC", 6);
    Token weth = new Token(CHAIN, Address.parse("0x" + "22".repeat(20)), "WETH", 18);
    IntentId intent = new IntentId(new UUID(7, 1));
    Plan plan =
        new Plan(
            block(1),
            usdc.amount(Uint256.of(100)),
            weth.amount(Uint256.of(40)),
            weth.amount(Uint256.of(39)),
            List.of(new Leg(List.of(new Hop(id(1), usdc, weth, Uint256.of(100), Uint256.of(40))))),
            Fraction.ZERO,
            new Gas(1),
            new Way.Executor(""));
    IntentEvent planned =
        new IntentEvent.Planned(
            intent,
            plan,
            List.of(
                new Candidate(List.of(id(1)), Uint256.of(40), true, "taken", Gas.ZERO, Wei.ZERO),
                new Candidate(
                    List.of(id(2)), Uint256.of(30), false, "gives less", Gas.ZERO, Wei.ZERO)),
            null,
            Grounds.UNTOLD);
    try (MarketRecorder recorder = recorder(Optional.of(Duration.ofDays(30)))) {
      recorder.recorded(planned, IntentStatus.PLANNED);
    }
    try (MarketRecorder recorder = recorder(Optional.empty())) {
      recorder.recorded(planned, IntentStatus.PLANNED);
    }

    assertThat(rows.quotes)
        .containsExactly(
            new MarketQuote(
                CHAIN,
                block(1),
                NOW,
                intent,
                List.of(id(1)),
                usdc.address(),
                Uint256.of(100),
                weth.address(),
                Uint256.of(40),
                true,
                ""),
            new MarketQuote(
                CHAIN,
                block(1),
                NOW,
                intent,
                List.of(id(2)),
                usdc.address(),
                Uint256.of(100),
                weth.address(),
                Uint256.of(30),
                false,
                "gives less"));
  }

  @Test
  void triesAgainWhenTheDatabaseFails() {
    rows.failures = 2;
    try (MarketRecorder recorder = recorder(Optional.of(Duration.ofDays(30)))) {
      recorder.loaded(CHAIN, Market.of(block(1), List.of(pool(1, 10))), Duration.ZERO);
    }

    assertThat(rows.sights).hasSize(1);
    assertThat(heard.failed).hasValue(2);
    assertThat(heard.dropped).hasValue(0);
  }

  @Test
  void keepsNoMarketWhereNoneIsWanted() {
    try (MarketRecorder recorder = recorder(Optional.empty())) {
      recorder.loaded(CHAIN, Market.of(block(1), List.of(pool(1, 10))), Duration.ZERO);
    }

    assertThat(rows.sights).isEmpty();
    assertThat(heard.dropped).hasValue(0);
  }

  private static java.math.BigInteger reserve(long value) {
    return java.math.BigInteger.valueOf(value);
  }

  private static Pool pool(int number, long reserve) {
    Token one = token(1);
    Token two = token(2);
    return new UniswapV2Pool(
        new PoolFacts(id(number), List.of(one, two), new Gas(90_000)),
        PairFee.ofBasisPoints(30),
        Uint256.of(reserve),
        Uint256.of(reserve));
  }

  private static PoolId id(int number) {
    return new PoolId(CHAIN, new VenueId("uniswap-v2"), bytes(20, number));
  }

  private static Token token(int number) {
    return new Token(
        CHAIN, dev.fairlead.model.Address.of(bytes(20, number).toArray()), "T" + number, 18);
  }

  private static BlockRef block(int number) {
    return new BlockRef(
        new BlockNumber(number), new BlockHash(Bytes32.of(bytes(32, number).toArray())));
  }

  private static Bytes bytes(int length, int number) {
    byte[] bytes = new byte[length];
    bytes[0] = (byte) (number >>> 8);
    bytes[1] = (byte) number;
    return Bytes.wrap(bytes);
  }

  private static final class Heard implements RecorderObserver {
    private final AtomicInteger dropped = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final BlockingQueue<What> kept = new LinkedBlockingQueue<>();

    @Override
    public void kept(What what, ChainId chain, int rows, Duration took) {
      kept.add(what);
    }

    @Override
    public void notKept(What what, ChainId chain) {
      dropped.incrementAndGet();
    }

    @Override
    public void failed(What what, ChainId chain, RuntimeException reason) {
      failed.incrementAndGet();
    }
  }

  /** What is kept, in memory; slow or failing when told to. */
  private static final class Rows implements MarketHistory {
    private final List<MarketSight> sights = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final List<List<PoolSight>> pools = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final List<MarketQuote> quotes = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final CountDownLatch reached = new CountDownLatch(1);
    private CountDownLatch blocked = new CountDownLatch(0);
    private int failures;

    @Override
    public void stood(MarketSight sight, Collection<PoolSight> states) {
      reached.countDown();
      try {
        blocked.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (failures > 0) {
        failures--;
        throw new EventStoreException(EventStoreException.Kind.RETRYABLE, "the database is away");
      }
      pools.add(List.copyOf(states));
      sights.add(sight);
    }

    @Override
    public void forgetMarketBefore(Instant time) {
      assertThat(time).isEqualTo(NOW.minus(Duration.ofDays(30)));
    }

    @Override
    public void saw(SeenBlock block) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void priced(ChainId chain, BlockHash at, SeenBlock.NextFees fees) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void quoted(Collection<MarketQuote> some) {
      quotes.addAll(some);
    }

    @Override
    public List<SeenBlock> heads(LogPosition position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<MarketQuote> quotes(
        ChainId chain, BlockHash block, @Nullable IntentId intent, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<SeenBlock> block(@Nullable ChainId chain, BlockHash hash) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<MarketSight> sight(ChainId chain, LogPosition position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<MarketSight> sight(ChainId chain, Instant time) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<MarketSight> sight(BlockRef block) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<PoolSight> pools(MarketSight sight, MarketQuery query) {
      throw new UnsupportedOperationException();
    }
  }
}
