package dev.fairlead.node;

import dev.fairlead.intent.PriceReferences;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.PriceGuardConfig;
import dev.fairlead.venue.feed.PriceFeed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes what plans on a chain are held against from its configuration. */
final class ReferenceAssembly {
  private final String chain;
  private final Map<Address, Token> tokens = new HashMap<>();

  private ReferenceAssembly(String chain, List<Token> tokens) {
    this.chain = chain;
    tokens.forEach(token -> this.tokens.put(token.address(), token));
  }

  static PriceReferences of(String chain, ChainConfig config) {
    return new ReferenceAssembly(chain, SettingsAssembly.tokens(config)).of(config.priceGuard());
  }

  private PriceReferences of(PriceGuardConfig config) {
    Map<Token, PriceFeed> feeds = new HashMap<>();
    for (PriceGuardConfig.FeedConfig feed : config.feeds()) {
      feeds.put(known("feeds", feed.token()), new PriceFeed(feed.aggregator(), feed.maxAge()));
    }
    List<PriceReferences.Pair> averages = new ArrayList<>();
    for (PriceGuardConfig.PairConfig pair : config.averages()) {
      averages.add(
          new PriceReferences.Pair(known("averages", pair.one()), known("averages", pair.other())));
    }
    return new PriceReferences(
        feeds,
        averages,
        config.window(),
        config.maxDeviation(),
        config.missing() == PriceGuardConfig.Missing.ALLOW);
  }

  private Token known(String list, Address address) {
    Token token = tokens.get(address);
    if (token == null) {
      throw new IllegalArgumentException(
          "chains.%s.price-guard.%s: %s is not among the tokens of %s"
              .formatted(chain, list, address, chain));
    }
    return token;
  }
}
