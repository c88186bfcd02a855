package dev.fairlead.venue;

import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import java.time.Duration;
import java.util.Collection;

/** Told what happens to a market, for logs and metrics. Calls must return quickly and not throw. */
public interface MarketObserver {
  /** So many questions of loading a venue's pools are answered; told after each request. */
  default void loading(ChainId chain, VenueId venue, long answers, Duration took) {}

  /** All of a venue's pools were read: one step of loading a market. */
  default void read(ChainId chain, VenueId venue, int pools, Duration took) {}

  default void loaded(ChainId chain, Market market, Duration took) {}

  /** A kept market was followed up to a block, on its way to the chain's head. */
  default void catchingUp(ChainId chain, BlockNumber at, BlockNumber to) {}

  /** A kept market was followed up to the chain's head: nothing had to be loaded. */
  default void takenUp(ChainId chain, BlockRef kept, Market market, Duration took) {}

  /** A kept market is of no use, and everything is loaded. */
  default void passedOver(ChainId chain, String reason) {}

  /** Pools are read again, since the chain told another state of them than was kept. */
  default void corrected(ChainId chain, Collection<PoolId> pools) {}

  /** A new snapshot stands; {@code changed} pools differ from the one before. */
  default void published(ChainId chain, Market market, int changed, Duration took) {}

  /** Blocks were undone, down to {@code market}. */
  default void undone(ChainId chain, Market market) {}

  /** The market no longer follows the chain, or follows it again after this. */
  default void interrupted(ChainId chain, String reason) {}

  /** Hears nothing. */
  static MarketObserver none() {
    return new MarketObserver() {};
  }
}
