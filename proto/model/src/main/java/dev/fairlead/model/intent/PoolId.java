package dev.fairlead.model.intent;

import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;

/** One pool: its chain, its venue, and the venue's own key (an address, or a 32-byte pool id). */
public record PoolId(ChainId chain, VenueId venue, Bytes key) implements Comparable<PoolId> {
  public PoolId {
    if (key.length() != 20 && key.length() != 32) {
      throw new IllegalArgumentException(
          "a pool's key has 20 or 32 bytes but found " + key.length());
    }
  }

  /** Reads what {@link #toString} writes. */
  public static PoolId parse(ChainId chain, String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("expected VENUE:KEY but found \"" + text + "\"");
    }
    return new PoolId(
        chain, new VenueId(text.substring(0, colon)), Bytes.parse(text.substring(colon + 1)));
  }

  @Override
  public int compareTo(PoolId other) {
    int byChain = chain.compareTo(other.chain);
    int byVenue = byChain != 0 ? byChain : venue.compareTo(other.venue);
    return byVenue != 0 ? byVenue : key.compareTo(other.key);
  }

  @Override
  public String toString() {
    return venue + ":" + key;
  }
}
