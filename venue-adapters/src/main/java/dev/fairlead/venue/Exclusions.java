package dev.fairlead.venue;

import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What of a market must not be traded with, each with the reason in words. Immutable.
 *
 * <p>An excluded pool keeps its place and its state goes on; it only refuses.
 */
public record Exclusions(
    Map<VenueId, String> venues, Map<Address, String> tokens, Map<PoolId, String> pools) {
  public static final Exclusions NONE = new Exclusions(Map.of(), Map.of(), Map.of());

  /** On whose word something is excluded. Each has its own list, and none takes back another's. */
  public enum Cause {
    /** A person's. */
    OPERATOR,
    /** What a token did when it was tried. */
    PROBE,
    /** What the chain's own contracts answered. */
    SAMPLE
  }

  public Exclusions {
    venues = Map.copyOf(venues);
    tokens = Map.copyOf(tokens);
    pools = Map.copyOf(pools);
  }

  public boolean isEmpty() {
    return venues.isEmpty() && tokens.isEmpty() && pools.isEmpty();
  }

  /** Why a pool must not be traded with; empty where it may. */
  public Optional<String> why(Pool pool) {
    String ofPool = pools.get(pool.id());
    if (ofPool != null) {
      return Optional.of(ofPool);
    }
    String ofVenue = venues.get(pool.id().venue());
    if (ofVenue != null) {
      return Optional.of(pool.id().venue() + ": " + ofVenue);
    }
    for (Token token : pool.tokens()) {
      String ofToken = tokens.get(token.address());
      if (ofToken != null) {
        return Optional.of(token + ": " + ofToken);
      }
    }
    return Optional.empty();
  }

  /** All that either excludes, with this one's reason where both do. */
  Exclusions and(Exclusions other) {
    return new Exclusions(
        both(venues, other.venues), both(tokens, other.tokens), both(pools, other.pools));
  }

  public Exclusions with(VenueId venue, String why) {
    return new Exclusions(added(venues, venue, why), tokens, pools);
  }

  public Exclusions without(VenueId venue) {
    return new Exclusions(removed(venues, venue), tokens, pools);
  }

  public Exclusions with(Address token, String why) {
    return new Exclusions(venues, added(tokens, token, why), pools);
  }

  public Exclusions without(Address token) {
    return new Exclusions(venues, removed(tokens, token), pools);
  }

  public Exclusions with(PoolId pool, String why) {
    return new Exclusions(venues, tokens, added(pools, pool, why));
  }

  public Exclusions without(PoolId pool) {
    return new Exclusions(venues, tokens, removed(pools, pool));
  }

  private static <K> Map<K, String> both(Map<K, String> mine, Map<K, String> theirs) {
    Map<K, String> both = new HashMap<>(theirs);
    both.putAll(mine);
    return both;
  }

  private static <K> Map<K, String> added(Map<K, String> map, K key, String why) {
    Map<K, String> more = new HashMap<>(map);
    more.put(key, why);
    return more;
  }

  private static <K> Map<K, String> removed(Map<K, String> map, K key) {
    Map<K, String> less = new HashMap<>(map);
    less.remove(key);
    return less;
  }
}
