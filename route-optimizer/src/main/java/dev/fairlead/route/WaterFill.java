package dev.fairlead.route;

import java.util.Arrays;

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
  private static final int STEPS = 48;
  private static final int HALVINGS = 12;
  private static final int FIRST_PATHS = 16;
  static final double EXACT = 1e-14;
  static final double ROUGH = 1e-8;

  private static final double BETTER = 1e-10;

  private final PathFlows flows;
  private final Slopes slopes;
  private double[] a = new double[FIRST_PATHS];
  private double[] b = new double[FIRST_PATHS];
  private double[] root = new double[FIRST_PATHS];
  private double[] step = new double[FIRST_PATHS];
  private double[] trial = new double[FIRST_PATHS];
  private boolean[] used = new boolean[FIRST_PATHS];
  private int n;

  /** Whether an amount that fell to nothing ended the last step. */
  private boolean isCut;

  WaterFill(PathFlows flows) {
    this.flows = flows;
    this.slopes = new Slopes(flows);
  }

  /** The best division of {@code total} over the paths that are {@code open}, exactly. */
  double[] divide(double total, boolean[] open) {
    double[] x = new double[flows.size()];
    divide(total, open, x, EXACT);
    return x;
  }

  /**
   * The same into {@code x}, until a step gains less than {@code worth} of the output. Where {@code
   * x} divides something over open paths already, it is the start.
   */
  double divide(double total, boolean[] open, double[] x, double worth) {
    n = flows.size();
    if (used.length < n) {
      a = new double[2 * n];
      b = new double[2 * n];
      root = new double[2 * n];
      step = new double[2 * n];
      trial = new double[2 * n];
      used = new boolean[2 * n];
    }
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
    for (int i = 0; i < n; i++) {
      if (open[i]) {
        x[i] = sum > 0 ? x[i] * (total / sum) : total / count;
      }
    }
    if (count == 1) {
      return flows.run(x);
    }
    boolean isClosed = !flows.shares(open) && !hasSegments(open);
    if (isClosed || sum <= 0) {
      level(total, open, x);
    }
    if (isClosed) {
      return flows.run(x);
    }
    double given = climb(total, open, x, worth);
    return retreat(open, x) ? flows.run(x) : given;
  }

  /** Takes what is beyond an edge's depth to the path that pays best; whether there was any. */
  private boolean retreat(boolean[] open, double[] x) {
    double over = 0;
    int best = -1;
    for (int i = 0; i < n; i++) {
      double keep = open[i] && x[i] > 0 ? flows.withinDepth(i) : 1;
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
          sumRoot += root[i] / b[i];
        }
      }
      double level = (total + sumA) / sumRoot;
      all = true;
      for (int i = 0; i < n; i++) {
        x[i] = used[i] ? (root[i] * level - a[i]) / b[i] : 0;
        if (x[i] < 0) {
          used[i] = false;
          x[i] = 0;
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
      double alpha = 1 / curve.marginal(0);
      double beta;
      if (curve.isOneSegment()) {
        beta = curve.betaAfter(0);
      } else {
        double out = curve.out(carried);
        beta = Math.max(0, (carried / out - alpha) / carried);
        carried = out;
      }
      sumB = alpha * sumB + beta;
      sumA *= alpha;
    }
    a[path] = Math.max(sumA, Double.MIN_NORMAL);
    b[path] = Math.max(sumB, a[path] * 1e-12 / total);
    root[path] = Math.sqrt(a[path]);
  }

  private double climb(double total, boolean[] open, double[] x, double worth) {
    double now = flows.run(x);
    for (int i = 0; i < n; i++) {
      used[i] = open[i] && x[i] > 0;
    }
    for (int round = 0; round < STEPS; round++) {
      slopes.derive(open);
      boolean isAdmitted = admit(open, x);
      boolean isMoved = slopes.solve(used, step) && advance(total, x, now);
      double next = flows.run(x);
      if (!isMoved || (next - now <= worth * now && round > 0 && !isAdmitted && !isCut)) {
        double before = next;
        next = stepOfAll(total, open, x, before);
        if (next - before <= worth * before) {
          return next;
        }
      }
      now = next;
    }
    return now;
  }

  /**
   * A step by what each path changes of all that comes out: where paths share edges that the amount
   * moves far, their own prices can point where nothing is gained. What is given after it.
   */
  private double stepOfAll(double total, boolean[] open, double[] x, double now) {
    slopes.deriveWhole(open);
    if (!(slopes.solve(used, step) && advance(total, x, now))) {
      exchange(open, x, now);
    }
    return flows.run(x);
  }

  /** Takes in the best unused path that pays more than the used ones; whether there is one. */
  private boolean admit(boolean[] open, double[] x) {
    double level = 0;
    double weight = 0;
    for (int i = 0; i < n; i++) {
      if (used[i]) {
        level += slopes.price(i) * x[i];
        weight += x[i];
      }
    }
    level /= weight;
    int best = -1;
    for (int i = 0; i < n; i++) {
      if (open[i] && !used[i] && slopes.price(i) > level * (1 + BETTER)) {
        best = best < 0 || slopes.price(i) > slopes.price(best) ? i : best;
      }
    }
    if (best >= 0) {
      used[best] = true;
    }
    return best >= 0;
  }

  /**
   * Moves a part of what one path carries to the one that pays most, from where that promises most:
   * where curves have corners a step of all paths together can lead nowhere.
   */
  private void exchange(boolean[] open, double[] x, double now) {
    int to = -1;
    for (int i = 0; i < n; i++) {
      to = open[i] && (to < 0 || slopes.price(i) > slopes.price(to)) ? i : to;
    }
    int from = to;
    double most = 0;
    for (int i = 0; i < n; i++) {
      double missed = open[i] ? x[i] * (slopes.price(to) - slopes.price(i)) : 0;
      if (missed > most) {
        most = missed;
        from = i;
      }
    }
    if (most <= BETTER * now) {
      return;
    }
    System.arraycopy(x, 0, trial, 0, n);
    double move = x[from];
    for (int halving = 0; halving < HALVINGS; halving++) {
      trial[from] = x[from] - move;
      trial[to] = x[to] + move;
      if (flows.run(trial) > now) {
        x[from] = trial[from];
        x[to] = trial[to];
        used[from] = x[from] > 0;
        used[to] = true;
        return;
      }
      move /= 4;
    }
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
    isCut = first >= 0;
    double length = most;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double sum = 0;
      Arrays.fill(trial, 0, n, 0);
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
