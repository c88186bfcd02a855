package dev.fairlead.grpc;

import dev.fairlead.api.v1.MarketCondition;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import java.util.List;

/** Tells what of the node's markets is traded on, and switches parts of them off and on. */
public interface MarketSource {
  /** Answered at once and from memory. */
  List<MarketCondition> conditions();

  /** Whether the node has a market of this chain. */
  boolean has(ChainId chain);

  /** Excludes a part of a market that the node has; how many pools that concerns. */
  int switchOff(ChainId chain, Part part, String by, String reason);

  /** Whether the part was excluded by a person, or for its quotes, until now. */
  boolean switchOn(ChainId chain, Part part, String by);

  /** A part of a market. */
  sealed interface Part {
    record OfVenue(VenueId venue) implements Part {}

    record OfToken(Address token) implements Part {}

    record OfPool(PoolId pool) implements Part {}
  }
}
