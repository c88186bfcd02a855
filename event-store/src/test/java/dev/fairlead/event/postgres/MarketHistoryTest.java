package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.EventStore;
import dev.fairlead.event.MarketHistory;
import dev.fairlead.event.MarketQuery;
import dev.fairlead.event.MarketQuote;
import dev.fairlead.event.MarketSight;
import dev.fairlead.event.Moment;
import dev.fairlead.event.Moments;
import dev.fairlead.event.PoolSight;
import dev.fairlead.event.SeenBlock;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class MarketHistoryTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_120L);
  private static final ChainId CHAIN = new ChainId(1);

  /** Long ago for whoever runs it; what is kept is decided by the time that is given. */
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private static final MarketQuery ALL = new MarketQuery(Set.of(), Set.of(), null, 1000);

  private final LogFixture fixture = new LogFixture();
  private final EventStore store = fixture.open();
  private final MarketHistory market = store.market();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  @DisplayName(
      "failures #80: a block names the moment of its first sight, also when it was abandoned")
  void aBlockNamesTheMomentOfItsFirstSight() {
    LogPosition first = append(store.log(), stream("s"), 0, "a").last();
    market.saw(seen(block(7, 1), first));
    LogPosition second = append(store.log(), stream("s"), 1, "b").last();
    market.saw(seen(block(7, 2), second));
    market.saw(seen(block(7, 1), second));

    Moments moments = new Moments(store);
    assertThat(moments.positionOf(new Moment.Seen(null, hash(1)))).isEqualTo(first);
    assertThat(moments.positionOf(new Moment.Seen(CHAIN, hash(2)))).isEqualTo(second);
    assertThat(market.block(new ChainId(2), hash(1))).isEmpty();
    assertThat(market.block(CHAIN, hash(1))).contains(seen(block(7, 1), first));
  }

  @Test
  void keepsTheFirstWordOnWhatTheNextBlockCosts() {
    market.saw(seen(block(7, 1), LogPosition.START));
    SeenBlock.NextFees fees = new SeenBlock.NextFees(FeePerGas.of(11), FeePerGas.of(2));
    market.priced(CHAIN, hash(1), fees);
    market.priced(CHAIN, hash(1), new SeenBlock.NextFees(FeePerGas.of(99), FeePerGas.of(99)));

    assertThat(market.block(null, hash(1)).flatMap(SeenBlock::next)).contains(fees);
  }

  @Test
  void showsEachPoolAsItStoodAtAnySight() {
    Random random = new Random(SEED);
    Map<PoolId, PoolSight> now = new TreeMap<>();
    List<MarketSight> sights = new ArrayList<>();
    List<List<PoolSight>> expected = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      boolean whole = i % 20 == 0;
      MarketSight sight = sight(i, whole);
      Map<PoolId, PoolSight> changed = new HashMap<>();
      for (int k = 0; k < 3; k++) {
        PoolId pool = pool(random.nextInt(10));
        changed.put(pool, state(pool, sight, random.nextInt(1_000_000)));
      }
      if (whole) {
        now.keySet().removeIf(pool -> random.nextInt(5) == 0);
        now.replaceAll((pool, before) ->
            new PoolSight(pool, before.tokens(), sight.block(), before.figures()));
      }
      now.putAll(changed);
      market.stood(sight, whole ? now.values() : changed.values());
      sights.add(sight);
      expected.add(List.copyOf(now.values()));
    }

    for (int i = 0; i < sights.size(); i++) {
      MarketSight sight = sights.get(i);
      assertThat(market.sight(sight.block())).contains(sight);
      assertThat(market.sight(CHAIN, sight.seenAt())).contains(sight);
      assertThat(market.sight(CHAIN, sight.position())).contains(sight);
      assertThat(market.pools(sight, ALL))
          .as("seed %d sight %d", SEED, i)
          .isEqualTo(expected.get(i));
    }
    MarketSight last = sights.getLast();
    PoolSight one = expected.getLast().getFirst();
    assertThat(market.pools(last, new MarketQuery(Set.of(one.pool()), Set.of(), null, 10)))
        .containsExactly(one);
    assertThat(
            market.pools(
                last, new MarketQuery(Set.of(), Set.of(address(1), address(2)), null, 1000)))
        .hasSameSizeAs(expected.getLast());
    assertThat(market.pools(last, new MarketQuery(Set.of(), Set.of(address(3)), null, 1000)))
        .isEmpty();
    assertThat(market.sight(CHAIN, NOW.minusSeconds(1))).isEmpty();
  }

  @Test
  void aWriteThatIsRepeatedAfterItFailedIsKeptOnce() {
    MarketSight sight = sight(0, true);
    PoolSight good = state(pool(1), sight, 5);
    fixture.tamper("ALTER TABLE market_sight ADD CONSTRAINT none CHECK (false) NOT VALID");
    assertThat(failed(sight, good)).isTrue();
    fixture.tamper("ALTER TABLE market_sight DROP CONSTRAINT none");
    market.stood(sight, List.of(good));

    assertThat(market.pools(sight, ALL)).containsExactly(good);
    assertThat(fixture.query("SELECT count(*) FROM market_pool_state")).isEqualTo("1");
  }

  private boolean failed(MarketSight sight, PoolSight pool) {
    try {
      market.stood(sight, List.of(pool));
      return false;
    } catch (dev.fairlead.event.EventStoreException e) {
      return true;
    }
  }

  @Test
  void forgetsWholeDaysOfMarketsAndNoBlock() {
    MarketSight old =
        new MarketSight(
            "node-1", CHAIN, block(1, 1), NOW.minus(Duration.ofDays(40)), LogPosition.START, true);
    SeenBlock past =
        new SeenBlock(
            CHAIN,
            old.block(),
            hash(0),
            old.seenAt(),
            FeePerGas.of(5),
            old.seenAt(),
            LogPosition.START,
            Optional.empty());
    market.saw(past);
    market.priced(CHAIN, hash(1), new SeenBlock.NextFees(FeePerGas.of(6), FeePerGas.of(1)));
    market.saw(seen(block(2, 2), LogPosition.START));
    market.quoted(List.of(quote(old.block(), old.seenAt(), 1), quote(block(2, 2), NOW, 2)));
    market.stood(old, List.of(state(pool(1), old, 1)));
    MarketSight fresh = sight(2, true);
    market.stood(fresh, List.of(state(pool(1), fresh, 2)));

    market.forgetMarketBefore(NOW.minus(Duration.ofDays(30)));

    assertThat(market.sight(old.block())).isEmpty();
    assertThat(market.sight(fresh.block())).contains(fresh);
    assertThat(market.pools(fresh, ALL)).hasSize(1);
    assertThat(fixture.query("SELECT count(*) FROM market_pool_state")).isEqualTo("1");
    assertThat(market.block(CHAIN, hash(1)))
        .hasValueSatisfying(block -> {
          assertThat(block.position()).isEqualTo(past.position());
          assertThat(block.baseFee()).isNull();
          assertThat(block.next()).isEmpty();
        });
    assertThat(market.block(CHAIN, hash(2)).map(SeenBlock::baseFee)).contains(FeePerGas.of(1_000));
    assertThat(market.quotes(CHAIN, hash(1), null, 10)).isEmpty();
    assertThat(market.quotes(CHAIN, hash(2), null, 10)).hasSize(1);
  }

  @Test
  void knowsNoMarketOfWhichAPartIsForgotten() {
    MarketSight whole =
        new MarketSight(
            "node-1", CHAIN, block(1, 1), NOW.minus(Duration.ofDays(40)), LogPosition.START, true);
    MarketSight changes = sight(2, false);
    market.stood(whole, List.of(state(pool(1), whole, 1)));
    market.stood(changes, List.of(state(pool(2), changes, 2)));
    assertThat(market.sight(changes.block())).contains(changes);

    market.forgetMarketBefore(NOW.minus(Duration.ofDays(30)));

    assertThat(market.sight(changes.block())).isEmpty();
    assertThat(market.sight(CHAIN, changes.seenAt())).isEmpty();
    assertThat(market.sight(CHAIN, changes.position())).isEmpty();
  }

  @Test
  void givesTheQuotesOfABlockForAllIntentsOrForOne() {
    MarketQuote one = quote(block(7, 1), NOW, 1);
    MarketQuote other = quote(block(7, 1), NOW.plusMillis(1), 2);
    market.quoted(List.of(other, one, quote(block(8, 2), NOW, 3)));

    assertThat(market.quotes(CHAIN, hash(1), null, 10)).containsExactly(one, other);
    assertThat(market.quotes(CHAIN, hash(1), other.intent(), 10)).containsExactly(other);
    assertThat(market.quotes(CHAIN, hash(1), null, 1)).containsExactly(one);
    assertThat(market.quotes(new ChainId(2), hash(1), null, 10)).isEmpty();
  }

  @Test
  void givesTheLastBlockOfEachChainAtAPosition() {
    append(store.log(), stream("s"), 0, "a", "b", "c", "d");
    SeenBlock first = seen(block(7, 1), new LogPosition(1));
    SeenBlock second = seen(block(8, 2), new LogPosition(3));
    SeenBlock elsewhere =
        new SeenBlock(
            new ChainId(10),
            block(70, 3),
            hash(0),
            NOW,
            FeePerGas.of(3),
            NOW,
            new LogPosition(2),
            Optional.empty());
    List.of(first, second, elsewhere).forEach(market::saw);

    assertThat(market.heads(new LogPosition(1))).isEmpty();
    assertThat(market.heads(new LogPosition(2))).containsExactly(first);
    assertThat(market.heads(new LogPosition(3))).containsExactly(first, elsewhere);
    assertThat(market.heads(new LogPosition(4))).containsExactly(second, elsewhere);
  }

  @Test
  void goesThroughThePoolsPageByPage() {
    MarketSight sight = sight(1, true);
    market.stood(sight, IntStream.range(0, 7).mapToObj(i -> state(pool(i), sight, i)).toList());
    List<PoolSight> joined = new ArrayList<>();
    List<PoolSight> page;
    do {
      PoolId after = joined.isEmpty() ? null : joined.getLast().pool();
      page = market.pools(sight, new MarketQuery(Set.of(), Set.of(), after, 3));
      joined.addAll(page);
    } while (page.size() == 3);

    assertThat(joined).isEqualTo(market.pools(sight, ALL)).hasSize(7);
  }

  @Test
  void liesInHypertablesWhereThereAreSome() {
    assertThat(
            fixture.query(
                "SELECT hypertable_name FROM timescaledb_information.hypertables"
                    + " WHERE hypertable_schema = 'fairlead' ORDER BY 1"))
        .isEqualTo("block_gas\nevent\nmarket_pool_state\nmarket_quote\nmarket_sight");
  }

  @Test
  @DisplayName("failures #38: an as-of read goes by indexes, whatever the log's length")
  void noReadOfThePastScansTheLog() {
    for (int i = 0; i < 300; i++) {
      append(store.log(), stream("s" + i), 0, "a", "b", "c");
    }
    fixture.execute(
        fixture.database().owner(),
        "ANALYZE",
        // With so few rows a scan is often cheaper: whether an index can serve is what counts.
        "DO $$ BEGIN EXECUTE format("
            + "'ALTER DATABASE %I SET enable_seqscan = off', current_database()); END $$");
    assertThat(
            plan(
                "SELECT position FROM seal WHERE recorded_at <= now()"
                    + " ORDER BY recorded_at DESC, position DESC LIMIT 1"))
        .contains("Index")
        .doesNotContain("Seq Scan on seal");
    assertThat(
            plan(
                "SELECT k.position FROM stream s JOIN event_key k ON k.stream = s.stream"
                    + " WHERE s.kind = 'test' AND s.id = ANY ('{s1,s2}') AND k.position > 0"
                    + " AND k.position <= 500 ORDER BY 1"))
        .doesNotContain("Seq Scan on event_key");
    assertThat(
            plan(
                "SELECT * FROM event WHERE position = ANY ('{3,200,400}')"
                    + " AND position BETWEEN 3 AND 400 ORDER BY position"))
        .contains("Index")
        .doesNotContain("Seq Scan");
    assertThat(
            plan(
                "SELECT nonce FROM account_nonce WHERE chain = 1 AND account = '\\x00'"
                    + " AND position <= 9 ORDER BY position DESC LIMIT 10"))
        .contains("account_nonce_position");
    assertThat(plan("SELECT * FROM block_seen WHERE hash = '\\x00'")).contains("block_seen_pkey");
  }

  private String plan(String sql) {
    return fixture.query("EXPLAIN " + sql);
  }

  private static SeenBlock seen(BlockRef block, LogPosition position) {
    return new SeenBlock(
        CHAIN,
        block,
        hash(0),
        NOW.minusSeconds(3),
        FeePerGas.of(1_000),
        NOW.plusMillis(position.value()),
        position,
        Optional.empty());
  }

  private static MarketSight sight(int i, boolean whole) {
    return new MarketSight(
        "node-1", CHAIN, block(i, 1_000 + i), NOW.plusMillis(i), new LogPosition(i), whole);
  }

  private static PoolSight state(PoolId pool, MarketSight sight, long value) {
    Map<String, BigInteger> figures = new LinkedHashMap<>();
    figures.put("reserve1", BigInteger.TWO.pow(111).add(BigInteger.valueOf(value)));
    figures.put("reserve0", BigInteger.valueOf(-value));
    return new PoolSight(
        pool,
        List.of(new Token(CHAIN, address(1), "ONE", 6), new Token(CHAIN, address(2), "T:\"2", 18)),
        sight.block(),
        figures);
  }

  private static MarketQuote quote(BlockRef block, Instant seenAt, int intent) {
    return new MarketQuote(
        CHAIN,
        block,
        seenAt,
        new IntentId(new UUID(7, intent)),
        List.of(pool(1), pool(2)),
        address(1),
        Uint256.of(100),
        address(2),
        Uint256.of(90),
        true,
        "");
  }

  private static PoolId pool(int i) {
    return new PoolId(CHAIN, new VenueId("uniswap-v2"), Bytes.wrap(address(100 + i).toArray()));
  }

  private static Address address(int i) {
    byte[] bytes = new byte[20];
    bytes[19] = (byte) i;
    return Address.of(bytes);
  }

  private static BlockRef block(long number, int seed) {
    return new BlockRef(new BlockNumber(number), hash(seed));
  }

  private static BlockHash hash(int seed) {
    byte[] bytes = new byte[32];
    new Random(seed).nextBytes(bytes);
    return new BlockHash(Bytes32.of(bytes));
  }
}
