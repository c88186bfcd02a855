package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.PostgresMarketHistory.bytes;
import static dev.fairlead.event.postgres.PostgresMarketHistory.time;
import static dev.fairlead.event.postgres.schema.Tables.MARKET_POOL;
import static dev.fairlead.event.postgres.schema.Tables.MARKET_POOL_STATE;

import dev.fairlead.event.MarketQuery;
import dev.fairlead.event.MarketSight;
import dev.fairlead.event.PoolSight;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.BatchBindStep;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** The rows of pools and of their states. */
final class PoolRows {
  private final DSLContext reads;

  /** Numbers never change. */
  private final Map<PoolId, Long> numbers = new ConcurrentHashMap<>();

  PoolRows(DSLContext reads) {
    this.reads = reads;
  }

  void insert(MarketSight sight, Collection<PoolSight> states, DSLContext transaction) {
    if (states.isEmpty()) {
      return;
    }
    BatchBindStep rows =
        transaction.batch(
            DSL.insertInto(
                    MARKET_POOL_STATE,
                    MARKET_POOL_STATE.NODE,
                    MARKET_POOL_STATE.CHAIN,
                    MARKET_POOL_STATE.POOL,
                    MARKET_POOL_STATE.SEEN_AT,
                    MARKET_POOL_STATE.NUMBER,
                    MARKET_POOL_STATE.HASH,
                    MARKET_POOL_STATE.FIGURES)
                .values(
                    (String) null,
                    (Long) null,
                    (Long) null,
                    (OffsetDateTime) null,
                    (Long) null,
                    (byte[]) null,
                    (String[]) null));
    for (PoolSight state : states) {
      rows =
          rows.bind(
              sight.node(),
              sight.chain().value(),
              number(state, transaction),
              time(sight.seenAt()),
              sight.block().number().value(),
              bytes(sight.block().hash()),
              figures(state));
    }
    rows.execute();
  }

  /** A number that was given in a transaction that failed is given again to the same pool. */
  private long number(PoolSight state, DSLContext transaction) {
    Long known = numbers.get(state.pool());
    if (known != null) {
      return known;
    }
    transaction
        .insertInto(MARKET_POOL)
        .set(MARKET_POOL.CHAIN, state.pool().chain().value())
        .set(MARKET_POOL.VENUE, state.pool().venue().value())
        .set(MARKET_POOL.KEY, state.pool().key().toArray())
        .set(MARKET_POOL.TOKENS, texts(state.tokens().stream().map(Token::address).toList()))
        .set(MARKET_POOL.SYMBOLS, texts(state.tokens().stream().map(Token::symbol).toList()))
        .set(
            MARKET_POOL.DECIMALS,
            state.tokens().stream().map(Token::decimals).toArray(Integer[]::new))
        .onConflictDoNothing()
        .execute();
    return transaction
        .select(MARKET_POOL.POOL)
        .from(MARKET_POOL)
        .where(named(state.pool()))
        .fetchSingle(row -> row.value1());
  }

  /** Once their transaction is through, the numbers of these pools are as good as for ever. */
  void remember(Collection<PoolSight> states) {
    for (PoolSight state : states) {
      numbers.computeIfAbsent(
          state.pool(),
          pool ->
              reads
                  .select(MARKET_POOL.POOL)
                  .from(MARKET_POOL)
                  .where(named(pool))
                  .fetchSingle(row -> row.value1()));
    }
  }

  private static String[] figures(PoolSight state) {
    List<String> turns = new ArrayList<>();
    state
        .figures()
        .forEach((name, value) -> {
          turns.add(name);
          turns.add(value.toString());
        });
    return turns.toArray(String[]::new);
  }

  private static String[] texts(List<?> values) {
    return values.stream().map(String::valueOf).toArray(String[]::new);
  }

  private static Condition named(PoolId pool) {
    return MARKET_POOL
        .CHAIN
        .eq(pool.chain().value())
        .and(MARKET_POOL.VENUE.eq(pool.venue().value()))
        .and(MARKET_POOL.KEY.eq(pool.key().toArray()));
  }

  /** The last state of each pool up to the sight, from the whole sight before it on. */
  List<PoolSight> read(MarketSight sight, OffsetDateTime whole, MarketQuery query) {
    Table<?> last =
        DSL.select(MARKET_POOL_STATE.NUMBER, MARKET_POOL_STATE.HASH, MARKET_POOL_STATE.FIGURES)
            .from(MARKET_POOL_STATE)
            .where(MARKET_POOL_STATE.POOL.eq(MARKET_POOL.POOL))
            .and(MARKET_POOL_STATE.NODE.eq(sight.node()))
            .and(MARKET_POOL_STATE.SEEN_AT.between(whole, time(sight.seenAt())))
            .orderBy(MARKET_POOL_STATE.SEEN_AT.desc())
            .limit(1)
            .asTable("last");
    Condition wanted = MARKET_POOL.CHAIN.eq(sight.chain().value());
    if (!query.pools().isEmpty()) {
      wanted = wanted.and(DSL.or(query.pools().stream().map(PoolRows::named).toList()));
    }
    if (!query.tokens().isEmpty()) {
      wanted = wanted.and(MARKET_POOL.TOKENS.contains(texts(List.copyOf(query.tokens()))));
    }
    PoolId after = query.after();
    if (after != null) {
      wanted =
          wanted.and(
              DSL.row(MARKET_POOL.VENUE, MARKET_POOL.KEY)
                  .gt(after.venue().value(), after.key().toArray()));
    }
    return reads
        .select(MARKET_POOL.fields())
        .select(last.fields())
        .from(MARKET_POOL)
        .crossJoin(DSL.lateral(last))
        .where(wanted)
        .orderBy(MARKET_POOL.VENUE, MARKET_POOL.KEY)
        .limit(query.limit())
        .fetch(row -> pool(row, last));
  }

  private static PoolSight pool(Record row, Table<?> last) {
    ChainId chain = new ChainId(row.get(MARKET_POOL.CHAIN));
    String[] addresses = row.get(MARKET_POOL.TOKENS);
    String[] symbols = row.get(MARKET_POOL.SYMBOLS);
    Integer[] decimals = row.get(MARKET_POOL.DECIMALS);
    List<Token> tokens = new ArrayList<>();
    for (int i = 0; i < addresses.length; i++) {
      tokens.add(new Token(chain, Address.parse(addresses[i]), symbols[i], decimals[i]));
    }
    String[] turns = row.get(last.field(MARKET_POOL_STATE.FIGURES));
    Map<String, BigInteger> figures = new LinkedHashMap<>();
    for (int i = 0; i < turns.length; i += 2) {
      figures.put(turns[i], new BigInteger(turns[i + 1]));
    }
    return new PoolSight(
        new PoolId(
            chain, new VenueId(row.get(MARKET_POOL.VENUE)), Bytes.wrap(row.get(MARKET_POOL.KEY))),
        tokens,
        PostgresMarketHistory.block(
            row.get(last.field(MARKET_POOL_STATE.NUMBER)),
            row.get(last.field(MARKET_POOL_STATE.HASH))),
        figures);
  }
}
