package dev.fairlead.route;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How much one direction of one pool gives for how much, in doubles: what the search and the split
 * go by before anything is priced exactly.
 *
 * <p>From one kept amount to the next the curve is a constant product's, moved there: {@code out0 +
 * d / (alpha + beta d)} of what goes beyond. A constant product is one such segment, so that there
 * the curve is exact up to a double's precision; so is a concentrated pool between two ticks.
 * Beyond the last amount, which is as much as the pool takes, the price falls to nothing within a
 * hundredth of that amount, and not at once, so that a division finds its way back.
 */
final class EdgeCurve {
  private static final double STEEP = 1_000;

  /** A direction that gives nothing. */
  static final EdgeCurve DEAD =
      new EdgeCurve(0, 0, 0, new double[1], new double[1], new double[0], new double[0], true);

  private final long gas;
  private final int bytes;
  private final double[] start;
  private final double[] given;
  private final double[] alpha;
  private final double[] beta;
  private final double capacity;
  private final double once;
  private final double most;
  private final double spot;
  private final boolean isExact;
  private final double fall;
  private final double lastAlpha;
  private final double lastBeta;

  /** Worked out when first asked for; a race writes the same twice. */
  private @Nullable EdgeCurve repeated;

  /**
   * Segment k goes from {@code start[k]}, where {@code given[k]} has come out, to {@code start[k +
   * 1]}.
   *
   * @param isExact whether that is the pool's own formula
   */
  EdgeCurve(
      long gas,
      int bytes,
      double spot,
      double[] start,
      double[] given,
      double[] alpha,
      double[] beta,
      boolean isExact) {
    this(gas, bytes, spot, start, given, alpha, beta, isExact, start[alpha.length]);
  }

  private EdgeCurve(
      long gas,
      int bytes,
      double spot,
      double[] start,
      double[] given,
      double[] alpha,
      double[] beta,
      boolean isExact,
      double once) {
    this.isExact = isExact;
    this.once = once;
    this.gas = gas;
    this.bytes = bytes;
    this.spot = spot;
    this.start = start;
    this.given = given;
    this.alpha = alpha;
    this.beta = beta;
    this.capacity = start[alpha.length];
    this.most = given[alpha.length];
    this.fall = leastFall();
    int last = alpha.length - 1;
    double end = last < 0 ? 1 : alpha[last] + beta[last] * (capacity - start[last]);
    this.lastAlpha = last < 0 ? 1 : end * end / alpha[last];
    this.lastBeta = last < 0 ? 1 : lastAlpha * STEEP / capacity;
  }

  /** Endless where nothing is given, so that no search counts on it. */
  private double leastFall() {
    double least = alpha.length == 0 ? Double.POSITIVE_INFINITY : beta[0] * spot;
    for (int k = 1; k < start.length; k++) {
      least = Math.min(least, (spot * start[k] / given[k] - 1) / start[k]);
    }
    return Math.max(0, least);
  }

  /** How fast the price falls at least: the f of {@link #atMost}. */
  double fall() {
    return fall;
  }

  /**
   * What the search counts on at most, {@code x spot / (1 + f x)}: about the lowest such curve that
   * this one stays below.
   */
  double atMost(double x) {
    return x * spot / (1 + fall * x);
  }

  boolean isDead() {
    return most == 0;
  }

  /** Whether the curve says all up to its capacity, as of constant products. */
  boolean isExact() {
    return isExact;
  }

  /** What the hop uses. */
  long gas() {
    return gas;
  }

  /** How many bytes the hop adds to a program. */
  int bytes() {
    return bytes;
  }

  /** What the hop costs, told in gas, where a byte costs as much as so much gas. */
  double gas(double gasPerByte) {
    return gas + bytes * gasPerByte;
  }

  double capacity() {
    return capacity;
  }

  /** The most that goes in at once; what is more goes in by several trades. */
  double once() {
    return once;
  }

  /** Whether more than goes in at once goes in. */
  boolean isRepeated() {
    return once < capacity;
  }

  /** The same over several trades, once it is known. */
  @Nullable EdgeCurve repeated() {
    return repeated;
  }

  void remember(EdgeCurve overSeveralTrades) {
    repeated = overSeveralTrades;
  }

  /** This curve to its end, and from there on what another trade then gives. */
  EdgeCurve then(EdgeCurve next) {
    int count = alpha.length;
    int all = count + next.alpha.length;
    double[] starts = Arrays.copyOf(start, all + 1);
    double[] outs = Arrays.copyOf(given, all + 1);
    double[] alphas = Arrays.copyOf(alpha, all);
    double[] betas = Arrays.copyOf(beta, all);
    for (int k = 0; k < next.alpha.length; k++) {
      starts[count + k + 1] = capacity + next.start[k + 1];
      outs[count + k + 1] = most + next.given[k + 1];
      alphas[count + k] = next.alpha[k];
      betas[count + k] = next.beta[k];
    }
    return new EdgeCurve(gas, bytes, spot, starts, outs, alphas, betas, isExact, once);
  }

  double out(double x) {
    return out(x, segment(x));
  }

  /** The same where the segment is known. */
  double out(double x, int k) {
    if (x >= capacity) {
      double d = x - capacity;
      return most + d / (lastAlpha + lastBeta * d);
    }
    double d = x - start[k];
    return given[k] + d / (alpha[k] + beta[k] * d);
  }

  /** The price of a little more when {@code x} has gone through. */
  double marginal(double x) {
    return marginal(x, segment(x));
  }

  /** The same where the segment is known. */
  double marginal(double x, int k) {
    if (x >= capacity) {
      double r = lastAlpha + lastBeta * (x - capacity);
      return lastAlpha / (r * r);
    }
    double r = alpha[k] + beta[k] * (x - start[k]);
    return alpha[k] / (r * r);
  }

  /** The price of the first unit. */
  double startPrice() {
    return isDead() ? 0 : 1 / alpha[0];
  }

  /** How much has gone through when the price of a little more is this, below the first unit's. */
  double taken(double price) {
    if (lastAlpha * price < 1) {
      return capacity + (Math.sqrt(lastAlpha / price) - lastAlpha) / lastBeta;
    }
    int low = 0;
    int high = alpha.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (alpha[middle] * price > 1) {
        high = middle - 1;
      } else {
        low = middle;
      }
    }
    double more = Math.sqrt(alpha[low] / price) - alpha[low];
    return more < beta[low] * (start[low + 1] - start[low])
        ? start[low] + more / beta[low]
        : start[low + 1];
  }

  /** How fast the price falls when {@code x} has gone through. */
  double bend(double x) {
    return bend(x, segment(x));
  }

  /** How fast that price falls, in a known segment: the negative of the second derivative. */
  double bend(double x, int k) {
    if (x >= capacity) {
      double r = lastAlpha + lastBeta * (x - capacity);
      return 2 * lastAlpha * lastBeta / (r * r * r);
    }
    double r = alpha[k] + beta[k] * (x - start[k]);
    return 2 * alpha[k] * beta[k] / (r * r * r);
  }

  /** The {@code a} of the constant product {@code y / (a + b y)} with which the curve begins. */
  double alpha() {
    return alpha[0];
  }

  /** The {@code b} beside {@link #alpha()}. */
  double beta() {
    return beta[0];
  }

  /**
   * The {@code a} of the constant product {@code y / (a + b y)} that gives what a further amount
   * {@code y} gives when {@code x} has gone through: exactly up to the segment's end.
   */
  double alphaAfter(double x) {
    int k = segment(x);
    double r = alpha[k] + beta[k] * (x - start[k]);
    return r * r / alpha[k];
  }

  /** The {@code b} beside {@link #alphaAfter}. */
  double betaAfter(double x) {
    int k = segment(x);
    double r = alpha[k] + beta[k] * (x - start[k]);
    return r * beta[k] / alpha[k];
  }

  /** The segment of an amount; the one last known is tried first. */
  int segment(double x, int known) {
    if (alpha.length < 2) {
      return 0;
    }
    return x >= start[known] && x < start[known + 1] ? known : segment(x);
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
