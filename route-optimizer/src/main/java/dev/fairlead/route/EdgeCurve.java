package dev.fairlead.route;

/**
 * How much one direction of one pool gives for how much, in doubles: what the search and the split
 * go by before anything is priced exactly.
 *
 * <p>The inverse of the average price, {@code r(x) = x / out(x)}, is kept at a few amounts and is
 * taken as linear between them. For a constant product it is linear everywhere, so that there the
 * curve is exact up to a double's precision; for other pools it is exact at the samples. Beyond the
 * last sample nothing more comes out.
 */
final class EdgeCurve {
  /** A direction that gives nothing. */
  static final EdgeCurve DEAD = new EdgeCurve(0, new double[0], new double[0], new double[0]);

  private final long gas;
  private final double[] start;
  private final double[] alpha;
  private final double[] beta;
  private final double capacity;
  private final double most;

  /**
   * Segment k holds from {@code start[k]} on and gives {@code x / (alpha[k] + beta[k] x)}; the last
   * entry of {@code start} is the capacity.
   */
  private EdgeCurve(long gas, double[] start, double[] alpha, double[] beta) {
    this.gas = gas;
    this.start = start;
    this.alpha = alpha;
    this.beta = beta;
    this.capacity = start.length == 0 ? 0 : start[start.length - 1];
    this.most =
        alpha.length == 0
            ? 0
            : capacity / (alpha[alpha.length - 1] + beta[beta.length - 1] * capacity);
  }

  /**
   * The curve through these samples, ascending in the amount; {@code inverse[k]} is amount over
   * output. The spot price is the sample at zero.
   */
  static EdgeCurve through(double spot, long gas, double[] amount, double[] inverse, int count) {
    double[] start = new double[count + 1];
    double[] alpha = new double[count];
    double[] beta = new double[count];
    double x = 0;
    double r = 1 / spot;
    for (int k = 0; k < count; k++) {
      beta[k] = (inverse[k] - r) / (amount[k] - x);
      alpha[k] = r - beta[k] * x;
      start[k] = x;
      x = amount[k];
      r = inverse[k];
    }
    start[count] = x;
    return new EdgeCurve(gas, start, alpha, beta);
  }

  boolean isDead() {
    return most == 0;
  }

  /** Whether one formula holds up to the capacity, as for a constant product. */
  boolean isOneSegment() {
    return alpha.length == 1;
  }

  long gas() {
    return gas;
  }

  double capacity() {
    return capacity;
  }

  double out(double x) {
    if (x >= capacity) {
      return most;
    }
    int k = segment(x);
    return x / (alpha[k] + beta[k] * x);
  }

  /** The price of a little more when {@code x} has gone through. */
  double marginal(double x) {
    if (x >= capacity) {
      return 0;
    }
    int k = segment(x);
    double r = alpha[k] + beta[k] * x;
    return alpha[k] / (r * r);
  }

  /** How fast that price falls: the negative of the second derivative. */
  double bend(double x) {
    if (x >= capacity) {
      return 0;
    }
    int k = segment(x);
    double r = alpha[k] + beta[k] * x;
    return 2 * alpha[k] * beta[k] / (r * r * r);
  }

  double alpha(double x) {
    return alpha[segment(x)];
  }

  double beta(double x) {
    return beta[segment(x)];
  }

  private int segment(double x) {
    int low = 0;
    int high = alpha.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (x < start[middle]) {
        high = middle - 1;
      } else {
        low = middle;
      }
    }
    return low;
  }
}
