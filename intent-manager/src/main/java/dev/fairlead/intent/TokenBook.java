package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tokens that may be traded, by chain and address. Immutable. */
public final class TokenBook {
  private record Key(ChainId chain, Address address) {}

  private final Map<Key, Token> tokens = new HashMap<>();

  public TokenBook(Collection<Token> known) {
    for (Token token : known) {
      Token other = tokens.putIfAbsent(new Key(token.chain(), token.address()), token);
      if (other != null
          && !(other.symbol().equals(token.symbol()) && other.decimals() == token.decimals())) {
        throw new IllegalArgumentException(
            "token " + token.address() + " is both " + other.symbol() + " and " + token.symbol());
      }
    }
  }

  public Optional<Token> find(ChainId chain, Address address) {
    return Optional.ofNullable(tokens.get(new Key(chain, address)));
  }

  /**
   * A chain's token by its address or its symbol.
   *
   * @throws IllegalArgumentException for a symbol that several tokens of the chain have, and for
   *     what begins like an address and is none
   */
  public Optional<Token> named(ChainId chain, String name) {
    if (name.startsWith("0x")) {
      return find(chain, Address.parse(name));
    }
    List<Token> called =
        tokens.values().stream()
            .filter(token -> token.chain().equals(chain) && token.symbol().equals(name))
            .sorted()
            .toList();
    if (called.size() > 1) {
      throw new IllegalArgumentException(
          "several tokens of chain %s are called %s; name one by its address: %s"
              .formatted(chain, name, called.stream().map(Token::address).toList()));
    }
    return called.stream().findFirst();
  }

  public Collection<Token> all() {
    return Map.copyOf(tokens).values();
  }
}
