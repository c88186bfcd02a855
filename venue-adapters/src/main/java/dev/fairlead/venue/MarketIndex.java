package dev.fairlead.venue;

import dev.fairlead.model.Token;
import dev.fairlead.model.intent.PoolId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which pools a market holds and where: immutable. One that knows more pools keeps all places, and
 * shares what it knows of the others.
 */
final class MarketIndex {
  static final MarketIndex EMPTY =
      new MarketIndex(new Object(), SharedMap.empty(), SharedMap.empty(), List.of());

  private static final int[] NONE = {};

  /** The same of all that were made from one another. */
  private final Object lineage;

  private final SharedMap<PoolId, Integer> byId;
  private final SharedMap<Token, int[]> byToken;
  private final List<Token> tokens;

  private MarketIndex(
      Object lineage,
      SharedMap<PoolId, Integer> byId,
      SharedMap<Token, int[]> byToken,
      List<Token> tokens) {
    this.lineage = lineage;
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

  @SuppressWarnings("ReferenceEquality") // It is nothing but an identity.
  boolean isOfTheLineageOf(MarketIndex other) {
    return lineage == other.lineage;
  }

  List<Token> tokens() {
    return tokens;
  }

  int[] poolsOf(Token token) {
    int[] places = byToken.get(token);
    return places == null ? NONE : places;
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
    SharedMap<PoolId, Integer> ids = byId;
    Set<Token> newTokens = new LinkedHashSet<>();
    Map<Token, List<Integer>> added = new HashMap<>();
    for (Pool pool : pools) {
      if (byId.get(pool.id()) != null) {
        continue;
      }
      int at = ids.size();
      ids = ids.with(pool.id(), at);
      if (ids.size() == at) {
        throw new IllegalStateException("two pools with the id " + pool.id());
      }
      for (Token token : pool.tokens()) {
        if (byToken.get(token) == null) {
          newTokens.add(token);
        }
        added.computeIfAbsent(token, _ -> new ArrayList<>()).add(at);
      }
    }
    if (added.isEmpty()) {
      return this;
    }
    SharedMap<Token, int[]> places = byToken;
    for (Map.Entry<Token, List<Integer>> more : added.entrySet()) {
      places = places.with(more.getKey(), joined(poolsOf(more.getKey()), more.getValue()));
    }
    return new MarketIndex(
        size() == 0 ? new Object() : lineage, ids, places, joined(tokens, newTokens));
  }

  private static int[] joined(int[] before, List<Integer> more) {
    int[] all = Arrays.copyOf(before, before.length + more.size());
    for (int i = 0; i < more.size(); i++) {
      all[before.length + i] = more.get(i);
    }
    return all;
  }

  private static List<Token> joined(List<Token> before, Collection<Token> more) {
    if (more.isEmpty()) {
      return before;
    }
    List<Token> all = new ArrayList<>(before.size() + more.size());
    all.addAll(before);
    all.addAll(more);
    return List.copyOf(all);
  }
}
