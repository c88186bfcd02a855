package dev.fairlead.event;

import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the node saw of the chains and their pools: kept beside the log, for people and for naming
 * moments by blocks, and never trusted over it. Blocks are kept as long as the log, the market as
 * long as is configured. Safe for use by many threads; a market is written by one.
 *
 * <p>Failures of the database are {@link EventStoreException}s; every write may be repeated.
 */
public interface MarketHistory {
  /** Keeps when a block was seen; the first sight of it, by any node, stays. */
  void saw(SeenBlock block);

  /** Keeps what the next block was expected to cost; the first word on it stays. */
  void priced(ChainId chain, BlockHash at, SeenBlock.NextFees fees);

  /**
   * Keeps a state of the market: all its pools when the sight is whole, else those that changed.
   */
  void stood(MarketSight sight, Collection<PoolSight> pools);

  /** Keeps what routes were priced at for a plan. */
  void quoted(Collection<MarketQuote> quotes);

  /** The sight of a block; of any chain when none is named. */
  Optional<SeenBlock> block(@Nullable ChainId chain, BlockHash hash);

  /** The market of the chain as it stood when the log was at {@code position}. */
  Optional<MarketSight> sight(ChainId chain, LogPosition position);

  /** The market of the chain as it stood at {@code time}. */
  Optional<MarketSight> sight(ChainId chain, Instant time);

  /** The market at the end of a block, when it first stood there. */
  Optional<MarketSight> sight(BlockRef block);

  /** The last block of each chain that was seen before the event at {@code position}. */
  List<SeenBlock> heads(LogPosition position);

  /** What was quoted on a block's market, oldest first; for all intents when none is named. */
  List<MarketQuote> quotes(ChainId chain, BlockHash block, @Nullable IntentId intent, int limit);

  /** The pools of a sight, by venue and key. */
  List<PoolSight> pools(MarketSight sight, MarketQuery query);

  /**
   * Forgets pools, quotes and gas, but no block, from before a time, as far as whole chunks are
   * older.
   */
  void forgetMarketBefore(Instant time);
}
