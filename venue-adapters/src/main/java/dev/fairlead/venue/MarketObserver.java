package dev.fairlead.venue;

import dev.fairlead.model.ChainId;
import java.time.Duration;

/** Told what happens to a market, for logs and metrics. Calls must return quickly and not throw. */
public interface MarketObserver {
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
