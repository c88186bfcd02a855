package dev.fairlead.route;

import java.util.Arrays;

/**
 * The first and second derivatives, by the amounts of paths, of what all paths give together, at
 * the flows of the last run, and the Newton step that they tell.
 */
final class Slopes {
  private static final double RIDGE = 1e-9;

  private final PathFlows flows;
  private final Simplex simplex = new Simplex();
  private double[] price = new double[0];
  private double[][] upstream = new double[0][];
  private double[] bend = new double[0];

  Slopes(PathFlows flows) {
    this.flows = flows;
  }

  /** Works out the prices and curvatures of these paths. */
  void derive(boolean[] open) {
    int n = flows.size();
    if (price.length < n) {
      price = new double[2 * n];
      upstream = new double[2 * n][RouteLimits.MOST_HOPS];
    }
    if (bend.length < flows.edges()) {
      bend = new double[2 * flows.edges()];
    }
    Arrays.fill(bend, 0, flows.edges(), 0);
    for (int i = 0; i < n; i++) {
      if (open[i]) {
        derive(i);
      }
    }
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
    for (int i = 0; i < n; i++) {
      if (used[i]) {
        simplex.add(i, price[i]);
        for (int j = 0; j <= i; j++) {
          if (used[j]) {
            simplex.bend(i, j, i == j ? bend(i) : bend(i, j));
          }
        }
      }
    }
    return simplex.solve(RIDGE, step);
  }

  private double bend(int path) {
    int[] hops = flows.hops(path);
    double sum = 0;
    for (int h = 0; h < hops.length; h++) {
      sum += upstream[path][h] * upstream[path][h] * bend[hops[h]];
    }
    return sum;
  }

  private double bend(int i, int j) {
    if (!flows.mayMeet(i, j)) {
      return 0;
    }
    int[] one = flows.hops(i);
    int[] other = flows.hops(j);
    double sum = 0;
    for (int h = 0; h < one.length; h++) {
      for (int k = 0; k < other.length; k++) {
        if (one[h] == other[k]) {
          sum += upstream[i][h] * upstream[j][k] * bend[one[h]];
        }
      }
    }
    return sum;
  }
}
