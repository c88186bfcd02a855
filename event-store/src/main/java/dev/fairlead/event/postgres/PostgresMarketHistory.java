package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.DatabaseFailure.reading;
import static dev.fairlead.event.postgres.schema.Tables.BLOCK_GAS;
import static dev.fairlead.event.postgres.schema.Tables.BLOCK_SEEN;
import static dev.fairlead.event.postgres.schema.Tables.MARKET_QUOTE;
import static dev.fairlead.event.postgres.schema.Tables.MARKET_SIGHT;

import dev.fairlead.event.MarketHistory;
import dev.fairlead.event.MarketQuery;
import dev.fairlead.event.MarketQuote;
import dev.fairlead.event.MarketSight;
import dev.fairlead.event.PoolSight;
import dev.fairlead.event.SeenBlock;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.IntentId;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.OrderField;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The history of chains and markets in their tables. */
final class PostgresMarketHistory implements MarketHistory {
  private static final String HEADS =
      """
      WITH RECURSIVE chains AS (
        (SELECT chain FROM fairlead.block_seen ORDER BY chain LIMIT 1)
        UNION ALL
        SELECT (SELECT b.chain FROM fairlead.block_seen b
                 WHERE b.chain > c.chain ORDER BY b.chain LIMIT 1)
          FROM chains c WHERE c.chain IS NOT NULL)
      SELECT last.* FROM chains c CROSS JOIN LATERAL (
        SELECT hash, chain, number, parent, mined_at, seen_at, position
          FROM fairlead.block_seen b
         WHERE b.chain = c.chain AND b.position < ?
         ORDER BY b.position DESC, b.seen_at DESC LIMIT 1) last
      """;

  private final DSLContext reads;
  private final DSLContext writes;
  private final PoolRows pools;

  PostgresMarketHistory(DSLContext reads, DSLContext writes) {
    this.reads = reads;
    this.writes = writes;
    this.pools = new PoolRows(reads);
  }

  /** Waits for the disk: a moment that was once named by a block must never be another. */
  @Override
  public void saw(SeenBlock seen) {
    reading(
        "keeping block " + seen.block(),
        () ->
            writes.transactionResult(configuration -> {
              DSLContext transaction = configuration.dsl();
              transaction.execute("SET LOCAL synchronous_commit = on");
              int fresh =
                  transaction
                      .insertInto(BLOCK_SEEN)
                      .set(BLOCK_SEEN.HASH, bytes(seen.block().hash()))
                      .set(BLOCK_SEEN.CHAIN, seen.chain().value())
                      .set(BLOCK_SEEN.NUMBER, seen.block().number().value())
                      .set(BLOCK_SEEN.PARENT, bytes(seen.parent()))
                      .set(BLOCK_SEEN.MINED_AT, time(seen.minedAt()))
                      .set(BLOCK_SEEN.SEEN_AT, time(seen.seenAt()))
                      .set(BLOCK_SEEN.POSITION, seen.position().value())
                      .onConflictDoNothing()
                      .execute();
              FeePerGas baseFee = seen.baseFee();
              if (fresh == 1 && baseFee != null) {
                transaction
                    .insertInto(BLOCK_GAS)
                    .set(BLOCK_GAS.CHAIN, seen.chain().value())
                    .set(BLOCK_GAS.HASH, bytes(seen.block().hash()))
                    .set(BLOCK_GAS.SEEN_AT, time(seen.seenAt()))
                    .set(BLOCK_GAS.BASE_FEE, number(baseFee))
                    .execute();
              }
              return fresh;
            }));
  }

  @Override
  public void priced(ChainId chain, BlockHash at, SeenBlock.NextFees fees) {
    reading(
        "keeping the fees at block " + at,
        () ->
            writes
                .insertInto(
                    BLOCK_GAS,
                    BLOCK_GAS.CHAIN,
                    BLOCK_GAS.HASH,
                    BLOCK_GAS.SEEN_AT,
                    BLOCK_GAS.NEXT_BASE_FEE,
                    BLOCK_GAS.PRIORITY_FEE)
                .select(
                    DSL.select(
                            BLOCK_SEEN.CHAIN,
                            BLOCK_SEEN.HASH,
                            BLOCK_SEEN.SEEN_AT,
                            DSL.val(number(fees.baseFee())),
                            DSL.val(number(fees.priorityFee())))
                        .from(BLOCK_SEEN)
                        .where(BLOCK_SEEN.HASH.eq(bytes(at)))
                        .and(BLOCK_SEEN.CHAIN.eq(chain.value()))
                        .andNotExists(
                            DSL.selectOne()
                                .from(BLOCK_GAS)
                                .where(BLOCK_GAS.HASH.eq(BLOCK_SEEN.HASH))
                                .and(BLOCK_GAS.CHAIN.eq(BLOCK_SEEN.CHAIN))
                                .and(BLOCK_GAS.SEEN_AT.eq(BLOCK_SEEN.SEEN_AT))
                                .and(BLOCK_GAS.PRIORITY_FEE.isNotNull())))
                .execute());
  }

  @Override
  public void stood(MarketSight sight, Collection<PoolSight> states) {
    reading(
        "keeping the market at block " + sight.block(),
        () ->
            writes.transactionResult(configuration -> {
              DSLContext transaction = configuration.dsl();
              pools.insert(sight, states, transaction);
              return transaction
                  .insertInto(MARKET_SIGHT)
                  .set(MARKET_SIGHT.NODE, sight.node())
                  .set(MARKET_SIGHT.CHAIN, sight.chain().value())
                  .set(MARKET_SIGHT.SEEN_AT, time(sight.seenAt()))
                  .set(MARKET_SIGHT.NUMBER, sight.block().number().value())
                  .set(MARKET_SIGHT.HASH, bytes(sight.block().hash()))
                  .set(MARKET_SIGHT.POSITION, sight.position().value())
                  .set(MARKET_SIGHT.WHOLE, sight.whole())
                  .execute();
            }));
    pools.remember(states);
  }

  @Override
  public Optional<SeenBlock> block(@Nullable ChainId chain, BlockHash hash) {
    Condition named = BLOCK_SEEN.HASH.eq(bytes(hash));
    Condition condition = chain == null ? named : named.and(BLOCK_SEEN.CHAIN.eq(chain.value()));
    return reading(
        "reading block " + hash,
        () ->
            reads
                .selectFrom(BLOCK_SEEN)
                .where(condition)
                .orderBy(BLOCK_SEEN.POSITION)
                .limit(1)
                .fetchOptional()
                .map(this::seen));
  }

  /** From chain to chain by the index, and in each to its last block. */
  @Override
  public List<SeenBlock> heads(LogPosition position) {
    return reading(
        "reading the heads at " + position,
        () ->
            reads
                .resultQuery(HEADS, position.value())
                .coerce(BLOCK_SEEN.fields())
                .fetch()
                .map(this::seen));
  }

  @Override
  public void quoted(Collection<MarketQuote> quotes) {
    reading(
        "keeping quotes",
        () ->
            writes
                .batch(
                    quotes.stream()
                        .map(QuoteRows::row)
                        .map(row -> writes.insertInto(MARKET_QUOTE).set(row))
                        .toList())
                .execute());
  }

  @Override
  public List<MarketQuote> quotes(
      ChainId chain, BlockHash block, @Nullable IntentId intent, int limit) {
    Condition wanted = MARKET_QUOTE.HASH.eq(bytes(block)).and(MARKET_QUOTE.CHAIN.eq(chain.value()));
    Condition condition =
        intent == null ? wanted : wanted.and(MARKET_QUOTE.INTENT.eq(intent.value()));
    return reading(
        "reading the quotes at block " + block,
        () ->
            reads
                .selectFrom(MARKET_QUOTE)
                .where(condition)
                .orderBy(
                    MARKET_QUOTE.SEEN_AT,
                    MARKET_QUOTE.INTENT,
                    MARKET_QUOTE.TAKEN.desc(),
                    MARKET_QUOTE.BOUGHT.desc())
                .limit(limit)
                .fetch(QuoteRows::quote));
  }

  @Override
  public Optional<MarketSight> sight(ChainId chain, LogPosition position) {
    return firstSight(
        MARKET_SIGHT.CHAIN.eq(chain.value()).and(MARKET_SIGHT.POSITION.le(position.value())),
        List.of(MARKET_SIGHT.POSITION.desc(), MARKET_SIGHT.SEEN_AT.desc()));
  }

  @Override
  public Optional<MarketSight> sight(ChainId chain, Instant time) {
    return firstSight(
        MARKET_SIGHT.CHAIN.eq(chain.value()).and(MARKET_SIGHT.SEEN_AT.le(time(time))),
        List.of(MARKET_SIGHT.SEEN_AT.desc()));
  }

  @Override
  public Optional<MarketSight> sight(BlockRef block) {
    return firstSight(
        MARKET_SIGHT
            .HASH
            .eq(bytes(block.hash()))
            .and(MARKET_SIGHT.NUMBER.eq(block.number().value())),
        List.of(MARKET_SIGHT.SEEN_AT.asc()));
  }

  /** The first of those that are wanted; none where what it rests on is forgotten. */
  private Optional<MarketSight> firstSight(Condition wanted, List<OrderField<?>> order) {
    return reading(
        "reading the market's history",
        () ->
            reads
                .selectFrom(MARKET_SIGHT)
                .where(wanted)
                .orderBy(order)
                .limit(1)
                .fetchOptional(row ->
                    new MarketSight(
                        row.get(MARKET_SIGHT.NODE),
                        new ChainId(row.get(MARKET_SIGHT.CHAIN)),
                        block(row.get(MARKET_SIGHT.NUMBER), row.get(MARKET_SIGHT.HASH)),
                        row.get(MARKET_SIGHT.SEEN_AT).toInstant(),
                        new LogPosition(row.get(MARKET_SIGHT.POSITION)),
                        row.get(MARKET_SIGHT.WHOLE)))
                .filter(sight -> lastWhole(sight).isPresent()));
  }

  /** When all pools were seen last, up to a sight. */
  private Optional<OffsetDateTime> lastWhole(MarketSight sight) {
    return reads
        .select(MARKET_SIGHT.SEEN_AT)
        .from(MARKET_SIGHT)
        .where(MARKET_SIGHT.NODE.eq(sight.node()))
        .and(MARKET_SIGHT.CHAIN.eq(sight.chain().value()))
        .and(MARKET_SIGHT.SEEN_AT.le(time(sight.seenAt())))
        .and(MARKET_SIGHT.WHOLE)
        .orderBy(MARKET_SIGHT.SEEN_AT.desc())
        .limit(1)
        .fetchOptional(MARKET_SIGHT.SEEN_AT);
  }

  /** A pool that did not change since is in the last whole sight before. */
  @Override
  public List<PoolSight> pools(MarketSight sight, MarketQuery query) {
    return reading(
        "reading the pools at block " + sight.block(),
        () -> lastWhole(sight).map(whole -> pools.read(sight, whole, query)).orElse(List.of()));
  }

  @Override
  public void forgetMarketBefore(Instant time) {
    reading(
        "forgetting old markets",
        () -> writes.fetch("SELECT fairlead.forget_market(?::timestamptz)", time(time)));
  }

  /** With what is kept of its gas. */
  private SeenBlock seen(Record row) {
    @Nullable FeePerGas baseFee = null;
    Optional<SeenBlock.NextFees> next = Optional.empty();
    for (Record gas :
        reads
            .selectFrom(BLOCK_GAS)
            .where(BLOCK_GAS.HASH.eq(row.get(BLOCK_SEEN.HASH)))
            .and(BLOCK_GAS.CHAIN.eq(row.get(BLOCK_SEEN.CHAIN)))
            .and(BLOCK_GAS.SEEN_AT.eq(row.get(BLOCK_SEEN.SEEN_AT)))
            .fetch()) {
      BigInteger own = gas.get(BLOCK_GAS.BASE_FEE);
      baseFee = own == null ? baseFee : fee(own);
      BigInteger priority = gas.get(BLOCK_GAS.PRIORITY_FEE);
      if (priority != null) {
        next =
            Optional.of(
                new SeenBlock.NextFees(fee(gas.get(BLOCK_GAS.NEXT_BASE_FEE)), fee(priority)));
      }
    }
    return new SeenBlock(
        new ChainId(row.get(BLOCK_SEEN.CHAIN)),
        block(row.get(BLOCK_SEEN.NUMBER), row.get(BLOCK_SEEN.HASH)),
        new BlockHash(Bytes32.of(row.get(BLOCK_SEEN.PARENT))),
        row.get(BLOCK_SEEN.MINED_AT).toInstant(),
        baseFee,
        row.get(BLOCK_SEEN.SEEN_AT).toInstant(),
        new LogPosition(row.get(BLOCK_SEEN.POSITION)),
        next);
  }

  static BlockRef block(long number, byte[] hash) {
    return new BlockRef(new BlockNumber(number), new BlockHash(Bytes32.of(hash)));
  }

  static byte[] bytes(BlockHash hash) {
    return hash.value().toArray();
  }

  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static BigInteger number(FeePerGas fee) {
    return fee.wei().toBigInteger();
  }

  private static FeePerGas fee(BigInteger number) {
    return new FeePerGas(Uint256.of(number));
  }
}
