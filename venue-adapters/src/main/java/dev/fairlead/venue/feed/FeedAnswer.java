package dev.fairlead.venue.feed;

import dev.fairlead.model.Uint256;
import java.time.Instant;

/** What a feed said at a block. */
public sealed interface FeedAnswer {
  /** One whole token is worth {@code answer} times ten to the power of minus {@code decimals}. */
  record Told(Uint256 answer, int decimals, Instant updatedAt) implements FeedAnswer {}

  /** Nothing that a price can be taken from. */
  record Unusable(String why) implements FeedAnswer {}
}
