package dev.fairlead.intent;

import dev.fairlead.model.Fraction;
import dev.fairlead.model.Token;
import dev.fairlead.venue.feed.PriceFeed;
import java.util.List;
import java.util.Map;

/**
 * Prices that a trade in the same block can't move, and how far from them a plan may be.
 *
 * <p>Where any is configured, a plan needs at least one for its pair, and each that is configured
 * for the pair must be usable, unless {@code allowMissing}.
 *
 * @param feeds by token, all in one unit; a pair has a price where both tokens have a feed
 * @param averages pairs whose price on the node's own market is averaged over blocks
 * @param window over so many blocks
 * @param maxDeviation as a share of the reference price
 * @param allowMissing whether plans may be made where a reference is missing or too old
 */
public record PriceReferences(
    Map<Token, PriceFeed> feeds,
    List<Pair> averages,
    int window,
    Fraction maxDeviation,
    boolean allowMissing) {
  /** Nothing to hold plans against. */
  public static final PriceReferences NONE =
      new PriceReferences(Map.of(), List.of(), 1, Fraction.ONE, true);

  /** Two tokens, in either order. */
  public record Pair(Token one, Token other) {
    public Pair {
      if (one.equals(other)) {
        throw new IllegalArgumentException("a token has no price in itself: " + one);
      }
    }
  }

  public PriceReferences {
    feeds = Map.copyOf(feeds);
    averages = List.copyOf(averages);
    if (window < 1) {
      throw new IllegalArgumentException("window is at least one block but is " + window);
    }
  }

  /** Whether there is anything to hold plans against. */
  boolean isNone() {
    return feeds.isEmpty() && averages.isEmpty();
  }
}
