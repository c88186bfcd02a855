package dev.fairlead.route;

import java.util.Arrays;

/**
 * From each token the best price to the target that its pools show at the margin, within so many
 * hops.
 *
 * <p>No amount ever fetches more than this price, so a search may leave every way that even at this
 * price would not give enough. It is the shortest path by the graph's weights, hop by hop; the
 * arrays are reused from request to request.
 */
final class Outlook {
  private final double[][] best = new double[RouteLimits.MOST_HOPS][];
  private final int[] changed;
  private final int[] changedNext;
  private final int[] seen;
  private int round;

  Outlook(int tokens) {
    for (int hops = 1; hops < best.length; hops++) {
      best[hops] = new double[tokens];
    }
    changed = new int[tokens];
    changedNext = new int[tokens];
    seen = new int[tokens];
  }

  /**
   * Looks from everywhere to {@code target} over at most {@code hops} hops; over exactly that many
   * only from the neighbours of {@code source}, as no search needs more.
   */
  void look(MarketGraph graph, int source, int target, int hops) {
    Topology topology = graph.topology();
    int[] now = changed;
    int[] next = changedNext;
    now[0] = target;
    int count = 1;
    for (int hop = 1; hop <= hops; hop++) {
      double[] prices = best[hop];
      if (hop == 1) {
        Arrays.fill(prices, 0);
      } else {
        System.arraycopy(best[hop - 1], 0, prices, 0, prices.length);
      }
      if (hop == hops && hop > 1) {
        pull(graph, source, best[hop - 1], prices);
        return;
      }
      round++;
      int nextCount = 0;
      for (int i = 0; i < count; i++) {
        int u = now[i];
        double onward = u == target ? 1 : best[hop - 1][u];
        for (int e = topology.firstEdge(u); e < topology.firstEdge(u + 1); e++) {
          int v = topology.to(e);
          double price = graph.spotBack(e) * onward;
          if (price > prices[v] && v != target) {
            prices[v] = price;
            if (seen[v] != round) {
              seen[v] = round;
              next[nextCount++] = v;
            }
          }
        }
      }
      int[] swap = now;
      now = next;
      next = swap;
      count = nextCount;
    }
  }

  private void pull(MarketGraph graph, int source, double[] onward, double[] prices) {
    Topology topology = graph.topology();
    round++;
    for (int s = topology.firstEdge(source); s < topology.firstEdge(source + 1); s++) {
      int v = topology.to(s);
      if (seen[v] == round) {
        continue;
      }
      seen[v] = round;
      double most = prices[v];
      for (int e = topology.firstEdge(v); e < topology.firstEdge(v + 1); e++) {
        most = Math.max(most, graph.spot(e) * onward[topology.to(e)]);
      }
      prices[v] = most;
    }
  }

  /** The best price from a token that is not the target; zero where no way is short enough. */
  double best(int hops, int token) {
    return hops == 0 ? 0 : best[hops][token];
  }
}
