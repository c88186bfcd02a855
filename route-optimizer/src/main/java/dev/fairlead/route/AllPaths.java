package dev.fairlead.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** Every path from the token sold to the token bought, where these are few. */
final class AllPaths {
  private static final int MOST = 40;
  private static final int MOST_STEPS = 512;

  private final MarketGraph graph;
  private final Topology topology;
  private final IntPredicate admitted;
  private final int target;
  private final int maxHops;
  private final byte[] hopsLeft;
  private final int[] row = new int[RouteLimits.MOST_HOPS];
  private final List<int[]> paths = new ArrayList<>();
  private int steps;

  private AllPaths(MarketGraph graph, IntPredicate admitted, int target, int maxHops) {
    this.graph = graph;
    this.topology = graph.topology();
    this.admitted = admitted;
    this.target = target;
    this.maxHops = maxHops;
    this.hopsLeft = topology.hopsTo(target);
  }

  /** Of at most so many hops, in edges; none where they are too many to be tried one by one. */
  static List<int[]> between(
      int source, int target, MarketGraph graph, IntPredicate admitted, int maxHops) {
    AllPaths all = new AllPaths(graph, admitted, target, maxHops);
    return all.extend(source, 0) ? all.paths : List.of();
  }

  /** Goes on from a token, so many hops from the one sold; false once there is too much. */
  private boolean extend(int token, int hops) {
    for (int e = topology.firstEdge(token); e < topology.firstEdge(token + 1); e++) {
      int next = topology.to(e);
      if (hops + 1 + hopsLeft[next] > maxHops
          || graph.spot(e) == 0
          || !admitted.test(e)
          || isPassed(e, hops)) {
        continue;
      }
      steps++;
      row[hops] = e;
      if (next == target) {
        paths.add(Arrays.copyOf(row, hops + 1));
      }
      if (steps > MOST_STEPS
          || paths.size() > MOST
          || (next != target && !extend(next, hops + 1))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the way so far passed the edge's pool, or the token that it leads to. */
  private boolean isPassed(int edge, int hops) {
    for (int i = 0; i < hops; i++) {
      if (topology.pool(row[i]) == topology.pool(edge)
          || topology.from(row[i]) == topology.to(edge)) {
        return true;
      }
    }
    return false;
  }
}
