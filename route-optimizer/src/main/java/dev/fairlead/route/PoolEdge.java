package dev.fairlead.route;

import org.jgrapht.graph.DefaultWeightedEdge;

/**
 * One direction of one pool: an edge of the token graph, known by the pool's place in the market.
 */
final class PoolEdge extends DefaultWeightedEdge {
  private static final long serialVersionUID = 1L;

  private final int pool;
  private final int tokenIn;
  private final int tokenOut;

  PoolEdge(int pool, int tokenIn, int tokenOut) {
    this.pool = pool;
    this.tokenIn = tokenIn;
    this.tokenOut = tokenOut;
  }

  int pool() {
    return pool;
  }

  /** The index of the token in the market. */
  int tokenIn() {
    return tokenIn;
  }

  int tokenOut() {
    return tokenOut;
  }
}
