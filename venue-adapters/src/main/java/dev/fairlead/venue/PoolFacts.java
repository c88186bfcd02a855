package dev.fairlead.venue;

import dev.fairlead.model.Address;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.PoolId;
import java.util.List;

/**
 * What never changes about a pool, shared by all of its states.
 *
 * @param tokens in the contract's order
 * @param gas of one hop inside of the executor
 */
public record PoolFacts(PoolId id, List<Token> tokens, Gas gas) {
  public PoolFacts {
    tokens = List.copyOf(tokens);
    if (tokens.size() < 2) {
      throw new IllegalArgumentException("pool " + id + " has fewer than two tokens");
    }
  }

  /** The place of a token, or -1. Takes the pool's own instance without comparing bytes. */
  @SuppressWarnings("ReferenceEquality") // Hot callers pass the instances that the pool holds.
  public int indexOf(Token token) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i) == token) {
        return i;
      }
    }
    return tokens.indexOf(token);
  }

  /** The place of a token that must be the pool's. */
  public int placeOf(Token token) {
    int place = indexOf(token);
    if (place < 0) {
      throw notHeld(token.address());
    }
    return place;
  }

  /** The same by its address, as logs name it. */
  public int placeOf(Address token) {
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).address().equals(token)) {
        return i;
      }
    }
    throw notHeld(token);
  }

  private IllegalArgumentException notHeld(Address token) {
    return new IllegalArgumentException("pool " + id + " does not hold " + token);
  }
}
