package dev.fairlead.route.bound;

import dev.fairlead.model.Token;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.erc4626.Erc4626Pool;
import dev.fairlead.venue.wrapped.WrappedNativePool;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where tokens stand among prices.
 *
 * <p>Tokens that are made of each other at one rate, both ways and without end, as the chain's coin
 * and its wrapper are, share a place: at any other prices than of that rate there would be no end
 * to what is gained between them, and at these there is nothing.
 */
final class Places {
  /** A token's place, and how many of the units that count there one of its own is worth. */
  record Place(int index, double units) {}

  private final Map<Token, Place> places = new HashMap<>();
  private final Set<PoolId> joining = new HashSet<>();
  private int count;

  Places(Market market) {
    Map<Token, Made> made = new HashMap<>();
    for (Pool pool : market.pools()) {
      if (pool instanceof WrappedNativePool || pool instanceof Erc4626Pool) {
        join(pool, made);
      }
    }
    for (Token token : market.tokens()) {
      if (!made.containsKey(token)) {
        places.put(token, new Place(count++, 1));
      }
    }
    made.keySet().forEach(token -> place(token, made));
  }

  /** Of what a token is made, and at which rate. */
  private record Made(Token of, double rate) {}

  private void join(Pool pool, Map<Token, Made> made) {
    List<Token> tokens = pool.tokens();
    double rate = pool.spotPrice(tokens.get(1), tokens.get(0));
    double back = pool.spotPrice(tokens.get(0), tokens.get(1));
    if (rate > 0 && back > 0 && !made.containsKey(tokens.get(1)) && !isMade(tokens, made)) {
      made.put(tokens.get(1), new Made(tokens.get(0), rate));
      joining.add(pool.id());
    }
  }

  /** Whether the first token is made of the second one, over however many others. */
  private static boolean isMade(List<Token> tokens, Map<Token, Made> made) {
    Token at = tokens.get(0);
    for (Made how = made.get(at); how != null; how = made.get(at)) {
      at = how.of();
    }
    return at.equals(tokens.get(1));
  }

  private Place place(Token token, Map<Token, Made> made) {
    Place known = places.get(token);
    if (known != null) {
      return known;
    }
    Made how = made.get(token);
    if (how == null) {
      throw new IllegalStateException("the market does not list " + token);
    }
    Place below = place(how.of(), made);
    Place place = new Place(below.index(), how.rate() * below.units());
    places.put(token, place);
    return place;
  }

  int count() {
    return count;
  }

  Optional<Place> of(Token token) {
    return Optional.ofNullable(places.get(token));
  }

  /** Of a token that a pool holds. */
  Place held(Token token) {
    return of(token).orElseThrow();
  }

  /** Whether this pool's rate is why its tokens share a place. */
  boolean isJoined(Pool pool) {
    return joining.contains(pool.id());
  }
}
