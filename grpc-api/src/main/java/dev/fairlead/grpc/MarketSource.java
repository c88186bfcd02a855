package dev.fairlead.grpc;

import dev.fairlead.api.v1.MarketCondition;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.node.MarketPart;
import java.util.List;

/** Tells what of the node's markets is traded on, and switches parts of them off and on. */
public interface MarketSource {
  /** Answered at once and from memory. */
  List<MarketCondition> conditions();

  /** Whether the node has a market of this chain. */
  boolean has(ChainId chain);

  /** Excludes a part of a market that the node has, and records it; how many pools it has. */
  int switchOff(ChainId chain, MarketPart part, String by, String reason);

  /** Whether the part was excluded by a person, or for its quotes, until now. */
  boolean switchOn(ChainId chain, MarketPart part, String by, String reason);
}
