package dev.fairlead.route.bound;

/**
 * How far each reserve of a pool moves, in logarithms, as one number does: not at all between two
 * bounds of its own, and as far as that number is outside of them.
 */
final class Ramps {
  private final double[] weights;
  private final double[] lower;
  private final double[] upper;

  Ramps(double[] weights) {
    this.weights = weights;
    this.lower = new double[weights.length];
    this.upper = new double[weights.length];
  }

  /** Between these bounds the reserve stays. */
  void set(int reserve, double from, double to) {
    lower[reserve] = from;
    upper[reserve] = to;
  }

  double moved(int reserve, double at) {
    return Math.max(0, at - upper[reserve]) + Math.min(0, at - lower[reserve]);
  }

  /** Where {@code own} times the number and the weighted moves add up to {@code wanted}. */
  double root(double own, double wanted, double start) {
    double at = start;
    for (int i = 0; i <= 2 * weights.length; i++) {
      double missing = wanted - own * at;
      for (int j = 0; j < weights.length; j++) {
        missing -= weights[j] * moved(j, at);
      }
      boolean up = missing > 0;
      double rise = own;
      double bend = up ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      for (int j = 0; j < weights.length; j++) {
        boolean moves = up ? at >= upper[j] || at < lower[j] : at > upper[j] || at <= lower[j];
        rise += moves ? weights[j] : 0;
        bend = up ? above(at, bend, j) : below(at, bend, j);
      }
      double next = at + missing / rise;
      if (missing == 0 || (up ? next <= bend : next >= bend)) {
        return missing == 0 ? at : next;
      }
      at = bend;
    }
    return at;
  }

  private double above(double at, double bend, int j) {
    double first = lower[j] > at ? lower[j] : upper[j];
    return first > at ? Math.min(bend, first) : bend;
  }

  private double below(double at, double bend, int j) {
    double first = upper[j] < at ? upper[j] : lower[j];
    return first < at ? Math.max(bend, first) : bend;
  }
}
