package dev.fairlead.node;

import dev.fairlead.chain.Block;
import dev.fairlead.chain.Chain;
import dev.fairlead.chain.ChainHealth;
import dev.fairlead.chain.relay.PrivateRelay;
import dev.fairlead.grpc.StatusSource.ChainView;
import dev.fairlead.intent.PriceReferences;
import dev.fairlead.intent.TradingChain;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.node.market.LoadProgress;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.MarketKeeper;
import dev.fairlead.venue.router.VenueRouter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One chain of the node with everything that is kept for it. */
record ChainUnit(
    Chain chain,
    MarketKeeper market,
    LoadProgress progress,
    @Nullable PrivateRelay relay,
    List<Token> tokens,
    Map<Address, Create2Site> executors,
    Map<VenueId, VenueRouter> routers,
    PriceReferences references) {
  TradingChain trading() {
    Map<Address, Address> sites = new HashMap<>();
    executors.forEach((account, site) -> sites.put(account, site.address()));
    return new TradingChain(chain, market, relay, wrappedNative(), sites, routers, references);
  }

  Token wrappedNative() {
    return tokens.stream()
        .filter(token -> token.address().equals(chain.profile().wrappedNative()))
        .findFirst()
        .orElseThrow();
  }

  /** Why the chain can't be traded on, or nothing of it settles. */
  List<String> troubles() {
    List<String> troubles = new ArrayList<>();
    market
        .trouble()
        .or(progress::words)
        .ifPresent(trouble -> troubles.add("chain %s: %s".formatted(chain.id(), trouble)));
    ChainHealth seen = chain.health();
    if (seen.lacksQuorum()) {
      troubles.add(
          "chain %s: nothing becomes final, since fewer than %d endpoints can be trusted; see fairlead chain status"
              .formatted(seen.chain(), seen.quorum()));
    }
    return troubles;
  }

  ChainView view() {
    Map.Entry<Address, Create2Site> first = executors.entrySet().iterator().next();
    Optional<Market> snapshot = market.market();
    BlockRef head = chain.head();
    return new ChainView(
        chain.id(),
        head,
        chain.block(head).map(Block::timestamp).orElse(Instant.EPOCH),
        chain.finalized(),
        market.trouble().orElse(null),
        snapshot.map(Market::size).orElse(0),
        tokens.size(),
        first.getKey(),
        first.getValue().address(),
        relay != null);
  }
}
