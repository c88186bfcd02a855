package dev.fairlead.route;

import java.util.Arrays;

/**
 * The first and second derivatives, by the amounts of paths, of what all paths give together, at
 * the flows of the last run, and the Newton step that they tell.
 */
final class Slopes {
  private static final double RIDGE = 1e-9;
  private static final int NONE = -1;

  private final PathFlows flows;
  private final Simplex simplex = new Simplex();
  private double[] price = new double[0];
  private double[][] upstream = new double[0][];
  private double[] bend = new double[0];

  /** The last path's place on each edge, and for each place the one before it on its edge. */
  private int[] last = new int[0];

  private int[] before = new int[0];

  Slopes(PathFlows flows) {
    this.flows = flows;
  }

  /** Works out the prices and curvatures of these paths. */
  void derive(boolean[] open) {
    int n = flows.size();
    if (price.length < n) {
      price = new double[2 * n];
      upstream = new double[2 * n][RouteLimits.MOST_HOPS];
      before = new int[2 * n * RouteLimits.MOST_HOPS];
    }
    if (bend.length < flows.edges()) {
      bend = new double[2 * flows.edges()];
      last = new int[2 * flows.edges()];
    }
    Arrays.fill(bend, 0, flows.edges(), 0);
    for (int i = 0; i < n; i++) {
      if (open[i]) {
        derive(i);
      }
    }
  }

  /** Takes, in place of each path's own price, what a little more through it changes in all. */
  void deriveWhole(boolean[] open) {
    derive(open);
    flows.slopes(open, price);
  }

  private void derive(int path) {
    int[] hops = flows.hops(path);
    double[] ahead = upstream[path];
    double carried = 1;
    for (int h = 0; h < hops.length; h++) {
      ahead[h] = carried;
      carried *= flows.price(hops[h]);
    }
    price[path] = carried;
    double value = 1;
    for (int h = hops.length - 1; h >= 0; h--) {
      int e = hops[h];
      bend[e] = Math.max(bend[e], value * flows.curve(e).bend(flows.flow(e)));
      value *= flows.price(e);
    }
  }

  /** The price of a little more through a path. */
  double price(int path) {
    return price[path];
  }

  /** Replaces a path's price by one that is known better. */
  void setPrice(int path, double known) {
    price[path] = known;
  }

  /** Writes the best step among the used paths that leaves the sum as it is; false for none. */
  boolean solve(boolean[] used, double[] step) {
    int n = flows.size();
    simplex.clear(n);
    Arrays.fill(last, 0, flows.edges(), NONE);
    for (int i = 0; i < n; i++) {
      if (used[i]) {
        simplex.add(i, price[i]);
        meet(i);
      }
    }
    return simplex.solve(RIDGE, step);
  }

  /** Adds what a path bends, with itself and with those before it, edge by edge. */
  private void meet(int path) {
    int[] hops = flows.hops(path);
    for (int h = 0; h < hops.length; h++) {
      int e = hops[h];
      int place = path * RouteLimits.MOST_HOPS + h;
      before[place] = last[e];
      last[e] = place;
      double bent = upstream[path][h] * bend[e];
      for (int at = place; at != NONE; at = before[at]) {
        int other = at / RouteLimits.MOST_HOPS;
        simplex.bend(path, other, bent * upstream[other][at % RouteLimits.MOST_HOPS]);
      }
    }
  }
}
