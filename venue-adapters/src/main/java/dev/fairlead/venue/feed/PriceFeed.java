package dev.fairlead.venue.feed;

import dev.fairlead.model.Address;
import java.time.Duration;

/**
 * A contract that tells a token's price as Chainlink's aggregators do, and how old its answer may
 * be. All feeds of a chain tell prices in one unit, such as dollars.
 */
public record PriceFeed(Address aggregator, Duration maxAge) {
  public PriceFeed {
    if (!maxAge.isPositive()) {
      throw new IllegalArgumentException("maxAge must be positive but is " + maxAge);
    }
  }
}
