package dev.fairlead.intent;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.relay.PrivateRelay;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.MarketKeeper;
import dev.fairlead.venue.router.VenueRouter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chain to trade on, with what is needed there.
 *
 * @param relay the private channel; null when there is none, and private intents are refused
 * @param executors the executor contract of each account that trades here
 * @param routers the venues' own routers, each proven to lead to its venue's pools; nothing but
 *     these and the executors is ever approved or called
 * @param references what plans are held against
 */
public record TradingChain(
    Chain chain,
    MarketKeeper market,
    @Nullable PrivateRelay relay,
    Token wrappedNative,
    Map<Address, Address> executors,
    Map<VenueId, VenueRouter> routers,
    PriceReferences references) {
  public TradingChain {
    executors = Map.copyOf(executors);
    routers = Map.copyOf(routers);
    if (!wrappedNative.chain().equals(chain.id())) {
      throw new IllegalArgumentException(wrappedNative + " is not a token of chain " + chain.id());
    }
  }
}
