package dev.fairlead.node.decode;

import dev.fairlead.model.Address;
import dev.fairlead.node.config.ChainConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The tokens whose symbols and decimals are known, by address; the zero address is native. */
record Tokens(Map<Address, Shown> byAddress) {
  private static final Shown NATIVE = new Shown("native", 18);

  Tokens {
    byAddress = Map.copyOf(byAddress);
  }

  /** What places the point, and what is written behind. */
  record Shown(String symbol, int decimals) {}

  static Tokens none() {
    return new Tokens(Map.of(Address.ZERO, NATIVE));
  }

  static Tokens of(ChainConfig chain) {
    Map<Address, Shown> tokens = new HashMap<>();
    tokens.put(Address.ZERO, NATIVE);
    chain
        .tokens()
        .forEach(token -> tokens.put(token.address(), new Shown(token.symbol(), token.decimals())));
    return new Tokens(tokens);
  }

  Optional<Shown> token(Address address) {
    return Optional.ofNullable(byAddress.get(address));
  }
}
