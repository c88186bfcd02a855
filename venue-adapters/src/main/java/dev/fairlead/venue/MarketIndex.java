package dev.fairlead.venue;

import dev.fairlead.model.Token;
import dev.fairlead.model.intent.PoolId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which pools a market holds and where: immutable, and shared until a pool is added. */
final class MarketIndex {
  static final MarketIndex EMPTY = new MarketIndex(Map.of(), Map.of(), List.of());
  private static final int[] NONE = {};

  private final Map<PoolId, Integer> byId;
  private final Map<Token, int[]> byToken;
  private final List<Token> tokens;

  private MarketIndex(Map<PoolId, Integer> byId, Map<Token, int[]> byToken, List<Token> tokens) {
    this.byId = byId;
    this.byToken = byToken;
    this.tokens = tokens;
  }

  int size() {
    return byId.size();
  }

  int of(PoolId id) {
    Integer at = byId.get(id);
    return at == null ? -1 : at;
  }

  List<Token> tokens() {
    return tokens;
  }

  int[] poolsOf(Token token) {
    return byToken.getOrDefault(token, NONE);
  }

  /** The indices of the pools that hold both tokens, ascending. */
  int[] poolsOf(Token a, Token b) {
    int[] ofA = poolsOf(a);
    int[] ofB = poolsOf(b);
    int[] both = new int[Math.min(ofA.length, ofB.length)];
    int count = 0;
    for (int i = 0, j = 0; i < ofA.length && j < ofB.length; ) {
      if (ofA[i] == ofB[j]) {
        both[count++] = ofA[i];
        i++;
        j++;
      } else if (ofA[i] < ofB[j]) {
        i++;
      } else {
        j++;
      }
    }
    return Arrays.copyOf(both, count);
  }

  /** This index when it knows all of the pools, else a larger one that keeps all its places. */
  MarketIndex including(Collection<? extends Pool> pools) {
    List<Pool> added = new ArrayList<>();
    for (Pool pool : pools) {
      if (!byId.containsKey(pool.id())) {
        added.add(pool);
      }
    }
    if (added.isEmpty()) {
      return this;
    }
    Map<PoolId, Integer> ids = new HashMap<>(byId);
    Map<Token, int[]> places = new HashMap<>(byToken);
    List<Token> allTokens = new ArrayList<>(tokens);
    Map<Token, List<Integer>> addedPlaces = new HashMap<>();
    for (Pool pool : added) {
      int at = ids.size();
      if (ids.put(pool.id(), at) != null) {
        throw new IllegalStateException("two pools with the id " + pool.id());
      }
      for (Token token : pool.tokens()) {
        if (!places.containsKey(token) && !addedPlaces.containsKey(token)) {
          allTokens.add(token);
        }
        addedPlaces.computeIfAbsent(token, _ -> new ArrayList<>()).add(at);
      }
    }
    addedPlaces.forEach((token, more) -> {
      int[] before = places.getOrDefault(token, NONE);
      int[] all = Arrays.copyOf(before, before.length + more.size());
      for (int i = 0; i < more.size(); i++) {
        all[before.length + i] = more.get(i);
      }
      places.put(token, all);
    });
    return new MarketIndex(ids, places, List.copyOf(allTokens));
  }
}
