package dev.fairlead.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Amounts that run through paths one after another, by the curves: what each edge carries, what
 * comes out, and what a little more would change. Paths may be added at any time.
 */
final class PathFlows {
  private static final double MARGIN = 1e-6;
  private static final int FIRST_PATHS = 16;
  private static final int FIRST_EDGES = 48;

  private final MarketGraph graph;
  private final List<int[]> paths = new ArrayList<>(FIRST_PATHS);
  private int[][] hops = new int[FIRST_PATHS][];
  private long[] marks = new long[FIRST_PATHS];
  private int[] edge = new int[FIRST_EDGES];
  private int[] users = new int[FIRST_EDGES];
  private EdgeCurve[] curves = new EdgeCurve[FIRST_EDGES];
  private int edges;

  private double[] out = new double[FIRST_PATHS];
  private double[] flow = new double[FIRST_EDGES];
  private double[] given = new double[FIRST_EDGES];
  private double[] price = new double[FIRST_EDGES];
  private int[] pricedIn = new int[FIRST_EDGES];
  private int[] seenIn = new int[FIRST_EDGES];
  private int run;
  private int look;
  private boolean shared;

  PathFlows(MarketGraph graph) {
    this.graph = graph;
  }

  static PathFlows along(MarketGraph graph, List<int[]> paths) {
    PathFlows flows = new PathFlows(graph);
    paths.forEach(flows::add);
    return flows;
  }

  /** Adds a path behind those that are here. */
  void add(int[] path) {
    int at = paths.size();
    if (at == hops.length) {
      hops = Arrays.copyOf(hops, 2 * at);
      marks = Arrays.copyOf(marks, 2 * at);
      out = Arrays.copyOf(out, 2 * at);
    }
    paths.add(path);
    hops[at] = new int[path.length];
    for (int h = 0; h < path.length; h++) {
      int place = placeOf(path[h]);
      shared |= users[place] > 0;
      users[place]++;
      hops[at][h] = place;
      marks[at] |= 1L << place;
    }
  }

  private int placeOf(int graphEdge) {
    for (int e = 0; e < edges; e++) {
      if (edge[e] == graphEdge) {
        return e;
      }
    }
    if (edges == edge.length) {
      int size = 2 * edges;
      edge = Arrays.copyOf(edge, size);
      users = Arrays.copyOf(users, size);
      curves = Arrays.copyOf(curves, size);
      flow = Arrays.copyOf(flow, size);
      given = Arrays.copyOf(given, size);
      price = Arrays.copyOf(price, size);
      pricedIn = Arrays.copyOf(pricedIn, size);
      seenIn = Arrays.copyOf(seenIn, size);
    }
    edge[edges] = graphEdge;
    curves[edges] = graph.curve(graphEdge);
    return edges++;
  }

  /** All paths, in the order in which they were added and in which amounts run. */
  List<int[]> paths() {
    return Collections.unmodifiableList(paths);
  }

  int size() {
    return paths.size();
  }

  boolean holds(int[] path) {
    for (int[] known : paths) {
      if (Arrays.equals(known, path)) {
        return true;
      }
    }
    return false;
  }

  int edges() {
    return edges;
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

  /** False only where two paths have no edge in common. */
  boolean mayMeet(int one, int other) {
    return (marks[one] & marks[other]) != 0;
  }

  /** Whether an edge is on more than one of these paths. */
  boolean shares(boolean[] open) {
    if (!shared) {
      return false;
    }
    look++;
    for (int i = 0; i < paths.size(); i++) {
      if (open[i]) {
        for (int e : hops[i]) {
          if (seenIn[e] == look) {
            return true;
          }
          seenIn[e] = look;
        }
      }
    }
    return false;
  }

  /** Runs the amounts through; what all paths give together. */
  double run(double[] x) {
    run++;
    Arrays.fill(flow, 0, edges, 0);
    Arrays.fill(given, 0, edges, 0);
    double sum = 0;
    for (int i = 0; i < paths.size(); i++) {
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

  /** An edge's price of a little more after the last run. */
  double price(int local) {
    if (pricedIn[local] != run) {
      pricedIn[local] = run;
      price[local] = curves[local].marginal(flow[local]);
    }
    return price[local];
  }

  /** The price of a little more through a path, after everything that flows. */
  double pathPrice(int path) {
    double product = 1;
    for (int e : hops[path]) {
      product *= price(e);
    }
    return product;
  }

  /** The best price of a little more among the paths that amounts flow through. */
  double bestPrice(double[] x) {
    double best = 0;
    for (int i = 0; i < paths.size(); i++) {
      if (x[i] > 0) {
        best = Math.max(best, pathPrice(i));
      }
    }
    return best;
  }
}
