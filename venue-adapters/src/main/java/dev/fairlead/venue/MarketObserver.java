package dev.fairlead.venue;

import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.VenueId;
import java.time.Duration;

/** Told what happens to a market, for logs and metrics. Calls must return quickly and not throw. */
public interface MarketObserver {
  /** All of a venue's pools were read: one step of loading a market. */
  default void read(ChainId chain, VenueId venue, int pools, Duration took) {}

  default void loaded(ChainId chain, Market market, Duration took) {}

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
