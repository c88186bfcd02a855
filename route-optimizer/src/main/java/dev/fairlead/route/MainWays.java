package dev.fairlead.route;

import java.util.Arrays;

/** Whole paths through what flows in a network. */
final class MainWays {
  private final Network network;

  MainWays(Network network) {
    this.network = network;
  }

  /** The path over some edges: along those on which most flows, to where they begin and after. */
  int[] over(int[] edges) {
    int[] path = new int[2 * RouteLimits.MOST_HOPS + edges.length];
    int length = 0;
    int node = network.tail(edges[0]);
    while (!network.isSource(node)) {
      int e = most(node, false);
      path[length++] = network.edge(e);
      node = network.tail(e);
    }
    for (int i = 0; i < length / 2; i++) {
      int swap = path[i];
      path[i] = path[length - 1 - i];
      path[length - 1 - i] = swap;
    }
    for (int e : edges) {
      path[length++] = network.edge(e);
    }
    node = network.head(edges[edges.length - 1]);
    while (!network.isTarget(node)) {
      int e = most(node, true);
      path[length++] = network.edge(e);
      node = network.head(e);
    }
    return Arrays.copyOf(path, length);
  }

  /** What of the whole amount goes along a path that the network knows. */
  double carried(int path) {
    double x = network.held(Network.SOURCE);
    for (int e : network.hops(path)) {
      double held = network.held(network.tail(e));
      x *= held > 0 ? network.flow(e) / held : 0;
    }
    return x;
  }

  /** Of the edges from a token, or to it, the one with the most on it. */
  private int most(int node, boolean from) {
    int best = -1;
    for (int e = 0; e < network.edges(); e++) {
      boolean isHere = (from ? network.tail(e) : network.head(e)) == node;
      if (isHere && network.flow(e) > 0 && (best < 0 || worth(e) > worth(best))) {
        best = e;
      }
    }
    if (best < 0) {
      throw new IllegalStateException("nothing flows there");
    }
    return best;
  }

  private double worth(int e) {
    return network.flow(e) * network.value(network.tail(e));
  }

  /**
   * Paths that together have every edge on which something flows, and no other: of those known, or
   * added where none is.
   */
  boolean[] cover() {
    boolean[] covered = new boolean[network.edges()];
    boolean[] cover = new boolean[network.size()];
    for (int i = 0; i < cover.length; i++) {
      cover[i] = isUsed(network.hops(i)) && covers(network.hops(i), covered);
    }
    for (int e = 0; e < covered.length; e++) {
      if (network.flow(e) > 0 && !covered[e]) {
        network.add(over(new int[] {e}));
        int last = network.size() - 1;
        cover = Arrays.copyOf(cover, last + 1);
        cover[last] = covers(network.hops(last), covered);
      }
    }
    return cover;
  }

  /** Covers the edges of a path; whether one was not covered yet. */
  private static boolean covers(int[] path, boolean[] covered) {
    boolean isNew = false;
    for (int e : path) {
      isNew |= !covered[e];
      covered[e] = true;
    }
    return isNew;
  }

  private boolean isUsed(int[] path) {
    for (int e : path) {
      if (network.flow(e) == 0) {
        return false;
      }
    }
    return true;
  }
}
