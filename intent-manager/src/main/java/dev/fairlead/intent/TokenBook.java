package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import java.util.Collection;
import java.util.HashMap;
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

  public Collection<Token> all() {
    return Map.copyOf(tokens).values();
  }
}
