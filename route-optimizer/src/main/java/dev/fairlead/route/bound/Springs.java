package dev.fairlead.route.bound;

import java.util.Arrays;

/**
 * Springs that hold the log-prices of two tokens together each, and anchors that hold each token
 * where it is: how far forces move them.
 */
final class Springs {
  private static final int MOST_STEPS = 300;

  /** Of the force: so little that is left is the next step's. */
  private static final double SMALL = 1e-2;

  private int[] one = new int[16];
  private int[] other = new int[16];
  private double[] stiffness = new double[16];
  private int count;

  void clear() {
    count = 0;
  }

  void add(int token, int otherToken, double stiff) {
    if (!(stiff > 0) || stiff == Double.POSITIVE_INFINITY) {
      return;
    }
    if (count == one.length) {
      one = Arrays.copyOf(one, 2 * count);
      other = Arrays.copyOf(other, 2 * count);
      stiffness = Arrays.copyOf(stiffness, 2 * count);
    }
    one[count] = token;
    other[count] = otherToken;
    stiffness[count] = stiff;
    count++;
  }

  /**
   * How far the tokens move under these forces: conjugate gradients, preconditioned by the
   * diagonal. A token whose anchor is infinite stays.
   */
  double[] moved(double[] force, double[] anchor) {
    int n = force.length;
    double[] diagonal = anchor.clone();
    for (int k = 0; k < count; k++) {
      diagonal[one[k]] += stiffness[k];
      diagonal[other[k]] += stiffness[k];
    }
    double[] x = new double[n];
    double[] residual = new double[n];
    double[] z = new double[n];
    for (int t = 0; t < n; t++) {
      residual[t] = diagonal[t] == Double.POSITIVE_INFINITY ? 0 : force[t];
      z[t] = residual[t] / diagonal[t];
    }
    double[] p = z.clone();
    double[] pushed = new double[n];
    double energy = dot(residual, z);
    double enough = energy * SMALL * SMALL;
    for (int step = 0; step < MOST_STEPS && energy > enough; step++) {
      push(p, anchor, pushed);
      double length = energy / dot(p, pushed);
      for (int t = 0; t < n; t++) {
        x[t] += length * p[t];
        residual[t] -= length * pushed[t];
        z[t] = residual[t] / diagonal[t];
      }
      double next = dot(residual, z);
      double turn = next / energy;
      for (int t = 0; t < n; t++) {
        p[t] = z[t] + turn * p[t];
      }
      energy = next;
    }
    return x;
  }

  private void push(double[] p, double[] anchor, double[] pushed) {
    for (int t = 0; t < p.length; t++) {
      pushed[t] = anchor[t] == Double.POSITIVE_INFINITY ? 0 : anchor[t] * p[t];
    }
    for (int k = 0; k < count; k++) {
      double pull = stiffness[k] * (p[one[k]] - p[other[k]]);
      pushed[one[k]] += pull;
      pushed[other[k]] -= pull;
    }
    for (int t = 0; t < p.length; t++) {
      if (anchor[t] == Double.POSITIVE_INFINITY) {
        pushed[t] = 0;
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int t = 0; t < a.length; t++) {
      sum += a[t] * b[t];
    }
    return sum;
  }
}
