package dev.fairlead.node.market;

import dev.fairlead.model.ChainId;
import dev.fairlead.venue.Market;
import java.time.Duration;

/**
 * Told how markets are kept for the next start, for logs and metrics. Calls must return quickly and
 * not throw.
 */
public interface KeepingObserver {
  /** A market is in its file, which has so many bytes. */
  void kept(ChainId chain, Market market, long bytes, Duration took);

  /** The file can't be written; what was kept before is still there. */
  void notKept(ChainId chain, String reason);
}
