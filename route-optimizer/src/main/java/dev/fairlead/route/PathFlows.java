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
  private int[] edge = new int[FIRST_EDGES];
  private int[] users = new int[FIRST_EDGES];
  private EdgeCurve[] curves = new EdgeCurve[FIRST_EDGES];
  private int edges;

  private double[] out = new double[FIRST_PATHS];
  private double[][] after = new double[FIRST_PATHS][];
  private double[] flow = new double[FIRST_EDGES];
  private double[] given = new double[FIRST_EDGES];
  private double[] price = new double[FIRST_EDGES];
  private double[] worthLater = new double[FIRST_EDGES];
  private double[] worthOfOutput = new double[FIRST_EDGES];
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
      out = Arrays.copyOf(out, 2 * at);
      after = Arrays.copyOf(after, 2 * at);
    }
    paths.add(path);
    hops[at] = new int[path.length];
    after[at] = new double[path.length];
    for (int h = 0; h < path.length; h++) {
      int place = placeOf(path[h]);
      shared |= users[place] > 0;
      users[place]++;
      hops[at][h] = place;
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
      worthLater = Arrays.copyOf(worthLater, size);
      worthOfOutput = Arrays.copyOf(worthOfOutput, size);
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
      out[i] = x[i] > 0 ? send(i, x[i]) : pass(i);
      sum += out[i];
    }
    return sum;
  }

  private double send(int path, double x) {
    int[] through = hops[path];
    double carried = x;
    for (int h = 0; h < through.length; h++) {
      int e = through[h];
      double total = flow[e] + carried;
      double all = curves[e].out(total);
      carried = all - given[e];
      flow[e] = total;
      given[e] = all;
      after[path][h] = total;
    }
    return carried;
  }

  private double pass(int path) {
    int[] through = hops[path];
    for (int h = 0; h < through.length; h++) {
      after[path][h] = flow[through[h]];
    }
    return 0;
  }

  /**
   * Writes for each open path what a little more through it changes of all that comes out.
   *
   * <p>That is more than its own price: what it takes of an edge's better prices, the paths that
   * run behind it lose. Backwards from the last path, each edge knows what a little more in it is
   * worth to those behind.
   */
  void slopes(boolean[] open, double[] slope) {
    Arrays.fill(worthLater, 0, edges, 0);
    Arrays.fill(worthOfOutput, 0, edges, 0);
    for (int i = paths.size() - 1; i >= 0; i--) {
      if (!open[i] && out[i] == 0) {
        continue;
      }
      int[] through = hops[i];
      double worth = 1;
      for (int h = through.length - 1; h >= 0; h--) {
        int e = through[h];
        double marginal = curves[e].marginal(after[i][h]);
        double before = worthLater[e] + (worth - worthOfOutput[e]) * marginal;
        if (out[i] > 0) {
          worthLater[e] = before;
          worthOfOutput[e] = worth;
        }
        worth = before;
      }
      slope[i] = worth;
    }
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

  /** The best price of a little more among the paths that amounts flow through and that take it. */
  double bestPrice(double[] x) {
    double best = 0;
    for (int i = 0; i < paths.size(); i++) {
      if (x[i] > 0 && !isFull(i)) {
        best = Math.max(best, pathPrice(i));
      }
    }
    return best;
  }

  /** Whether an edge of the path carries as much as it takes. */
  private boolean isFull(int path) {
    for (int e : hops[path]) {
      if (flow[e] >= curves[e].capacity() * (1 - 2 * MARGIN)) {
        return true;
      }
    }
    return false;
  }
}
