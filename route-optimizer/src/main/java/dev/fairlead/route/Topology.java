package dev.fairlead.route;

import dev.fairlead.model.Token;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/**
 * Which tokens a market's pools connect, as arrays: the edges sorted by the token they start from,
 * then by pool. Immutable but for a cache of hop distances; shared by all snapshots until a pool is
 * added.
 */
final class Topology {
  /** Farther than any search goes. */
  static final byte FAR = Byte.MAX_VALUE;

  private final List<Token> tokens;
  private final Map<Token, Integer> tokenIndex;
  private final int[] firstEdge;
  private final int[] from;
  private final int[] to;
  private final int[] pool;
  private final int[] reverse;
  private final int[][] edgesOfPool;
  private final AtomicReferenceArray<byte[]> hopsTo;
  private final IntFunction<byte[]> hopCounter;

  Topology(
      List<Token> tokens,
      Map<Token, Integer> tokenIndex,
      List<List<PoolEdge>> edgesByToken,
      int pools,
      IntFunction<byte[]> hopCounter) {
    this.tokens = tokens;
    this.tokenIndex = tokenIndex;
    this.hopCounter = hopCounter;
    this.hopsTo = new AtomicReferenceArray<>(tokens.size());
    int edges = edgesByToken.stream().mapToInt(List::size).sum();
    firstEdge = new int[tokens.size() + 1];
    from = new int[edges];
    to = new int[edges];
    pool = new int[edges];
    int[] countOfPool = new int[pools];
    int e = 0;
    for (int t = 0; t < tokens.size(); t++) {
      firstEdge[t] = e;
      for (PoolEdge edge : edgesByToken.get(t)) {
        from[e] = t;
        to[e] = edge.tokenOut();
        pool[e] = edge.pool();
        countOfPool[edge.pool()]++;
        e++;
      }
    }
    firstEdge[tokens.size()] = e;
    edgesOfPool = new int[pools][];
    for (int p = 0; p < pools; p++) {
      edgesOfPool[p] = new int[countOfPool[p]];
    }
    for (int i = edges - 1; i >= 0; i--) {
      edgesOfPool[pool[i]][--countOfPool[pool[i]]] = i;
    }
    reverse = new int[edges];
    for (int i = 0; i < edges; i++) {
      reverse[i] = reverseOf(i);
    }
  }

  private int reverseOf(int edge) {
    for (int other : edgesOfPool[pool[edge]]) {
      if (from[other] == to[edge] && to[other] == from[edge]) {
        return other;
      }
    }
    throw new IllegalStateException("an edge without its reverse");
  }

  int tokenCount() {
    return tokens.size();
  }

  int edgeCount() {
    return to.length;
  }

  Token token(int index) {
    return tokens.get(index);
  }

  /** The token's index, or -1 where no pool holds it. */
  int indexOf(Token token) {
    return tokenIndex.getOrDefault(token, -1);
  }

  int firstEdge(int token) {
    return firstEdge[token];
  }

  int from(int edge) {
    return from[edge];
  }

  int to(int edge) {
    return to[edge];
  }

  int pool(int edge) {
    return pool[edge];
  }

  /** The same pool the other way round. */
  int reverse(int edge) {
    return reverse[edge];
  }

  int[] edgesOfPool(int poolIndex) {
    return edgesOfPool[poolIndex];
  }

  /** For each token at least how many hops it is away from {@code target}. */
  byte[] hopsTo(int target) {
    byte[] hops = hopsTo.get(target);
    if (hops == null) {
      hops = hopCounter.apply(target);
      hopsTo.set(target, hops);
    }
    return hops;
  }
}
