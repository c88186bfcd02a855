package dev.fairlead.route;

/**
 * Divides an amount over paths until each that is used gives the same price for a little more, and
 * none that is not used gives a better one.
 *
 * <p>Along a path of constant-product pools the output is {@code x / (A + B x)} of what goes in, so
 * for paths without a common pool the best division has a closed form. It is the start where paths
 * share edges or curves have several segments; from there Newton steps climb, each checked against
 * the output of all paths together.
 */
final class WaterFill {
  private static final int STEPS = 24;
  private static final int HALVINGS = 12;
  static final double EXACT = 1e-15;
  static final double ROUGH = 1e-8;

  private static final double RIDGE = 1e-9;
  private static final double BETTER = 1e-10;

  private final PathFlows flows;
  private final int n;
  private final double[] a;
  private final double[] b;
  private final double[] price;
  private final double[] step;
  private final double[] trial;
  private final double[][] upstream;
  private final double[] bend;
  private final Simplex simplex;
  private final boolean[] used;

  WaterFill(PathFlows flows) {
    this.flows = flows;
    this.n = flows.paths();
    a = new double[n];
    b = new double[n];
    price = new double[n];
    step = new double[n];
    trial = new double[n];
    upstream = new double[n][flows.edges()];
    bend = new double[flows.edges()];
    simplex = new Simplex(n);
    used = new boolean[n];
  }

  /** The best division of {@code total} over the paths that are {@code open}, exactly. */
  double[] divide(double total, boolean[] open) {
    double[] x = new double[n];
    divide(total, open, x, EXACT);
    return x;
  }

  /**
   * The same into {@code x}, until a step gains less than {@code worth} of the output. Where {@code
   * x} divides something over open paths already, it is the start.
   */
  double divide(double total, boolean[] open, double[] x, double worth) {
    int count = 0;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      if (open[i]) {
        count++;
        sum += x[i];
      } else {
        x[i] = 0;
      }
    }
    if (sum > 0) {
      for (int i = 0; i < n; i++) {
        x[i] *= total / sum;
      }
    } else {
      for (int i = 0; i < n; i++) {
        x[i] = open[i] ? total / count : 0;
      }
    }
    if (count == 1) {
      return flows.run(x);
    }
    boolean closed = !flows.shared(open);
    if (closed || sum <= 0) {
      level(total, open, x);
    }
    if (closed && !hasSegments(open)) {
      return flows.run(x);
    }
    double given = climb(total, open, x, worth);
    return retreat(open, x) ? flows.run(x) : given;
  }

  /** Takes what is beyond an edge's depth to the path that pays best; whether there was any. */
  private boolean retreat(boolean[] open, double[] x) {
    flows.run(x);
    double over = 0;
    int best = -1;
    flows.priceEdges();
    for (int i = 0; i < n; i++) {
      double keep = open[i] ? flows.withinDepth(i) : 1;
      if (keep < 1) {
        over += x[i] * (1 - keep);
        x[i] *= keep;
      } else if (open[i] && (best < 0 || flows.pathPrice(i) > flows.pathPrice(best))) {
        best = i;
      }
    }
    if (over > 0 && best >= 0) {
      x[best] += over;
    }
    return over > 0;
  }

  private boolean hasSegments(boolean[] open) {
    for (int i = 0; i < n; i++) {
      if (open[i]) {
        for (int e : flows.hops(i)) {
          if (!flows.curve(e).isOneSegment()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** The closed form, with each path alone on the segments that {@code x} takes it to. */
  private void level(double total, boolean[] open, double[] x) {
    for (int i = 0; i < n; i++) {
      used[i] = open[i];
      if (open[i]) {
        compose(i, x[i], total);
      }
    }
    boolean all = false;
    while (!all) {
      double sumA = 0;
      double sumRoot = 0;
      for (int i = 0; i < n; i++) {
        if (used[i]) {
          sumA += a[i] / b[i];
          sumRoot += Math.sqrt(a[i]) / b[i];
        }
      }
      double level = (total + sumA) / sumRoot;
      all = true;
      for (int i = 0; i < n; i++) {
        x[i] = used[i] ? (Math.sqrt(a[i]) * level - a[i]) / b[i] : 0;
        if (x[i] < 0) {
          used[i] = false;
          all = false;
        }
      }
    }
  }

  private void compose(int path, double x, double total) {
    double sumA = 1;
    double sumB = 0;
    double carried = x;
    for (int e : flows.hops(path)) {
      EdgeCurve curve = flows.curve(e);
      double alpha = curve.alpha(carried);
      double beta = curve.beta(carried);
      carried = curve.out(carried);
      sumB = alpha * sumB + beta;
      sumA *= alpha;
    }
    a[path] = Math.max(sumA, Double.MIN_NORMAL);
    b[path] = Math.max(sumB, a[path] * 1e-12 / total);
  }

  private double climb(double total, boolean[] open, double[] x, double worth) {
    double now = flows.run(x);
    for (int i = 0; i < n; i++) {
      used[i] = open[i] && x[i] > 0;
    }
    for (int round = 0; round < STEPS; round++) {
      derive(open);
      if (!direct(open, x) || !advance(total, x, now)) {
        return flows.run(x);
      }
      double next = flows.run(x);
      if (next - now <= worth * now && round > 0) {
        return next;
      }
      now = next;
    }
    return now;
  }

  /** Prices and curvatures at the flows of the last run. */
  private void derive(boolean[] open) {
    flows.priceEdges();
    for (int e = 0; e < bend.length; e++) {
      bend[e] = 0;
    }
    for (int i = 0; i < n; i++) {
      if (!open[i]) {
        continue;
      }
      int[] hops = flows.hops(i);
      double carried = 1;
      for (int e : hops) {
        upstream[i][e] = carried;
        carried *= flows.price(e);
      }
      price[i] = carried;
      double value = 1;
      for (int h = hops.length - 1; h >= 0; h--) {
        int e = hops[h];
        bend[e] = Math.max(bend[e], value * flows.curve(e).bend(flows.flow(e)));
        value *= flows.price(e);
      }
    }
  }

  /** Finds the Newton step among the used paths; takes in the best unused path that pays more. */
  private boolean direct(boolean[] open, double[] x) {
    double level = 0;
    double weight = 0;
    for (int i = 0; i < n; i++) {
      if (used[i]) {
        level += price[i] * x[i];
        weight += x[i];
      }
    }
    level /= weight;
    int best = -1;
    for (int i = 0; i < n; i++) {
      if (open[i] && !used[i] && price[i] > level * (1 + BETTER)) {
        best = best < 0 || price[i] > price[best] ? i : best;
      }
    }
    if (best >= 0) {
      used[best] = true;
    }
    simplex.clear();
    for (int i = 0; i < n; i++) {
      if (used[i]) {
        simplex.add(i, price[i]);
        for (int j = 0; j <= i; j++) {
          if (used[j]) {
            simplex.bend(i, j, bend(i, j));
          }
        }
      }
    }
    return simplex.solve(RIDGE, step);
  }

  private double bend(int i, int j) {
    double sum = 0;
    for (int e : flows.hops(i)) {
      sum += upstream[i][e] * upstream[j][e] * bend[e];
    }
    return sum;
  }

  /** Goes along the step as far as it pays and no amount falls below zero; whether it moved. */
  private boolean advance(double total, double[] x, double now) {
    double most = 1;
    int first = -1;
    for (int i = 0; i < n; i++) {
      if (used[i] && x[i] + most * step[i] < 0) {
        most = x[i] / -step[i];
        first = i;
      }
    }
    double length = most;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        trial[i] = used[i] ? Math.max(0, x[i] + length * step[i]) : 0;
        sum += trial[i];
      }
      for (int i = 0; i < n; i++) {
        trial[i] *= total / sum;
      }
      if (flows.run(trial) > now || (first >= 0 && x[first] == 0)) {
        System.arraycopy(trial, 0, x, 0, n);
        if (first >= 0 && length == most) {
          x[first] = 0;
          used[first] = false;
        }
        return true;
      }
      length /= 4;
    }
    return false;
  }
}
