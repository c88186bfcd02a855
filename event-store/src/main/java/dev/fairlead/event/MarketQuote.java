package dev.fairlead.event;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.PoolId;
import java.time.Instant;
import java.util.List;

/**
 * What a route was priced at for an intent's plan.
 *
 * @param block the market stood at its end
 * @param route the pools in their order
 * @param taken it is a leg of the plan and sells its share; else it was priced for the whole amount
 * @param verdict why it was not taken
 */
public record MarketQuote(
    ChainId chain,
    BlockRef block,
    Instant seenAt,
    IntentId intent,
    List<PoolId> route,
    Address sell,
    Uint256 sold,
    Address buy,
    Uint256 bought,
    boolean taken,
    String verdict) {
  public MarketQuote {
    route = List.copyOf(route);
  }
}
