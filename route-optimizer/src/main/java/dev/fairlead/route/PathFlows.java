package dev.fairlead.route;

import java.util.Arrays;
import java.util.List;

/**
 * Amounts that run through paths one after another, by the curves: what each edge carries, what
 * comes out, and what a little more would change.
 */
final class PathFlows {
  private static final double MARGIN = 1e-6;

  private final int[][] hops;
  private final int[] edge;
  private final EdgeCurve[] curves;
  private final double[] flow;
  private final double[] given;
  private final double[] price;
  private final double[] out;
  private final boolean shared;
  private final boolean[] seen;

  PathFlows(MarketGraph graph, List<int[]> paths) {
    hops = new int[paths.size()][];
    int most = 0;
    for (int[] path : paths) {
      most += path.length;
    }
    int[] known = new int[most];
    int count = 0;
    for (int i = 0; i < hops.length; i++) {
      int[] path = paths.get(i);
      hops[i] = new int[path.length];
      for (int h = 0; h < path.length; h++) {
        int at = 0;
        while (at < count && known[at] != path[h]) {
          at++;
        }
        if (at == count) {
          known[count++] = path[h];
        }
        hops[i][h] = at;
      }
    }
    edge = Arrays.copyOf(known, count);
    shared = count < most;
    curves = new EdgeCurve[count];
    for (int e = 0; e < count; e++) {
      curves[e] = graph.curve(edge[e]);
    }
    flow = new double[count];
    given = new double[count];
    price = new double[count];
    out = new double[hops.length];
    seen = new boolean[count];
  }

  int paths() {
    return hops.length;
  }

  int edges() {
    return edge.length;
  }

  int edge(int local) {
    return edge[local];
  }

  /** The edges of a path, by their places here. */
  int[] hops(int path) {
    return hops[path];
  }

  EdgeCurve curve(int local) {
    return curves[local];
  }

  /** Whether an edge is on more than one of these paths. */
  boolean shared(boolean[] open) {
    if (!shared) {
      return false;
    }
    Arrays.fill(seen, false);
    for (int i = 0; i < hops.length; i++) {
      if (open[i]) {
        for (int e : hops[i]) {
          if (seen[e]) {
            return true;
          }
          seen[e] = true;
        }
      }
    }
    return false;
  }

  /** Runs the amounts through; what all paths give together. */
  double run(double[] x) {
    Arrays.fill(flow, 0);
    Arrays.fill(given, 0);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      out[i] = x[i] > 0 ? send(hops[i], x[i]) : 0;
      sum += out[i];
    }
    return sum;
  }

  private double send(int[] path, double x) {
    double carried = x;
    for (int e : path) {
      double total = flow[e] + carried;
      double all = curves[e].out(total);
      carried = all - given[e];
      flow[e] = total;
      given[e] = all;
    }
    return carried;
  }

  /** What an edge carried in the last run. */
  double flow(int local) {
    return flow[local];
  }

  /** The share of a path's amount with which no edge of it carries more than it takes. */
  double withinDepth(int path) {
    double share = 1;
    for (int e : hops[path]) {
      if (flow[e] > curves[e].capacity()) {
        share = Math.min(share, curves[e].capacity() / flow[e] * (1 - MARGIN));
      }
    }
    return share;
  }

  /** What a path gave in the last run. */
  double out(int path) {
    return out[path];
  }

  /** Works out every edge's price of a little more after the last run. */
  void priceEdges() {
    for (int e = 0; e < edge.length; e++) {
      price[e] = curves[e].marginal(flow[e]);
    }
  }

  double price(int local) {
    return price[local];
  }

  /** The price of a little more through a path, after everything that flows. */
  double pathPrice(int path) {
    double product = 1;
    for (int e : hops[path]) {
      product *= price[e];
    }
    return product;
  }
}
