package dev.fairlead.grpc;

import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import java.time.Instant;

/** A page of a market's pools: of the sight of a time, after a pool. Its text is the token. */
record MarketPage(Instant seenAt, PoolId after) {
  static MarketPage parse(String token) {
    String[] parts = token.split("~", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("\"" + token + "\" is no page's token");
    }
    try {
      return new MarketPage(
          Instant.parse(parts[0]),
          new PoolId(
              new ChainId(Long.parseLong(parts[1])), new VenueId(parts[2]), Bytes.parse(parts[3])));
    } catch (java.time.DateTimeException e) {
      throw new IllegalArgumentException("\"" + token + "\" is no page's token", e);
    }
  }

  @Override
  public String toString() {
    return String.join(
        "~",
        seenAt.toString(),
        after.chain().toString(),
        after.venue().value(),
        after.key().toString());
  }
}
