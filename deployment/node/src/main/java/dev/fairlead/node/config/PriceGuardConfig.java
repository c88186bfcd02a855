package dev.fairlead.node.config;

import dev.fairlead.model.Address;
import dev.fairlead.model.Fraction;
import java.time.Duration;
import java.util.List;

/**
 * Prices that plans of a chain are held against; nothing is where there are none.
 *
 * @param feeds aggregators like Chainlink's, all in one unit
 * @param averages pairs whose price the node averages on its own market
 * @param window over so many blocks
 * @param maxDeviation a plan that is further from any of them is refused
 * @param missing what becomes of a plan where a price is missing or too old
 */
public record PriceGuardConfig(
    List<FeedConfig> feeds,
    List<PairConfig> averages,
    @Default("30") int window,
    @Default("0.02") Fraction maxDeviation,
    @Default("refuse") Missing missing) {
  private static final int WIDEST = 10_000;

  /** What a missing price does. */
  public enum Missing {
    REFUSE,
    ALLOW
  }

  /** A token's feed, and how old its answer may be. */
  public record FeedConfig(Address token, Address aggregator, Duration maxAge) {
    public FeedConfig {
      if (!maxAge.isPositive()) {
        throw new ConfigException("max-age", "is above 0");
      }
    }
  }

  /** Two tokens, in either order. */
  public record PairConfig(Address one, Address other) {
    public PairConfig {
      if (one.equals(other)) {
        throw new ConfigException("other", "is another token than one");
      }
    }
  }

  public PriceGuardConfig {
    feeds = List.copyOf(feeds);
    averages = List.copyOf(averages);
    if (feeds.stream().map(FeedConfig::token).distinct().count() < feeds.size()) {
      throw new ConfigException("feeds", "name each token once");
    }
    if (window < 1 || window > WIDEST) {
      throw new ConfigException("window", "is between 1 and " + WIDEST + " blocks");
    }
    if (maxDeviation.equals(Fraction.ZERO)) {
      throw new ConfigException("max-deviation", "is above 0, or nothing could be traded");
    }
  }

  /** Nothing to hold plans against. */
  public static PriceGuardConfig none() {
    return new PriceGuardConfig(
        List.of(), List.of(), 30, Fraction.ofBasisPoints(200), Missing.REFUSE);
  }
}
