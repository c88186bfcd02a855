package dev.fairlead.model.node;

import dev.fairlead.model.Address;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;

/** A part of a chain's market that is traded with or not. */
public sealed interface MarketPart {
  /** All pools of a venue. */
  record OfVenue(VenueId venue) implements MarketPart {}

  /** All pools that hold a token. */
  record OfToken(Address token) implements MarketPart {}

  /** One pool. */
  record OfPool(PoolId pool) implements MarketPart {}
}
