package dev.fairlead.node.market;

import dev.fairlead.model.ChainId;
import java.time.Duration;

/**
 * Told what is kept of chains and markets, for metrics. Calls must return quickly and not throw.
 */
public interface RecorderObserver {
  /** Something was kept; {@code rows} pools of it, written in {@code took}. */
  void kept(What what, ChainId chain, int rows, Duration took);

  /** The queue was full, or it was refused for good: this is not kept, and never will be. */
  void notKept(What what, ChainId chain);

  /** The database refused; it is tried again. */
  void failed(What what, ChainId chain, RuntimeException reason);

  /** The kinds of things that are kept. */
  enum What {
    BLOCK,
    FEES,
    MARKET,
    REORG,
    HALT,
    QUOTES
  }
}
