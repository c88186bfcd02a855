package dev.fairlead.route.bound;

import java.util.Arrays;

/**
 * The StableSwap invariant: with D as it is, a · Σ reserve - P is no lower, where P is Dⁿ⁺¹ / (nⁿ ·
 * Π reserve).
 *
 * <p>Its slope is a + P / reserve, so that where a unit of the slope is worth λ a reserve ends at P
 * / (price / λ - a), by the price of what comes in or of what goes out. For each λ that leaves P,
 * over whose logarithm the moves of the reserves are ramps; and λ is looked for until the function
 * is where it was. Any λ gives a bound.
 */
final class StableSurface implements Surface {
  private static final int MOST_STEPS = 60;
  private static final double FIRST_STEP = 1.0 / 64;

  /** Of the function and its change: so little above or below is nothing. */
  private static final double CLOSE = 1e-15;

  private static final double CLOSE_TO_CHANGE = 1e-9;

  private final double a;
  private final double mean;
  private final double[] reserves;
  private final double product;
  private final Ramps ramps;
  private final double[] moved;
  private double[] low = {};
  private double[] high = {};
  private double cheapest;

  /** What the function changes by in all, up and down; from the last {@link #above}. */
  private double change;

  /**
   * @param a the amplification as it is multiplied with the sum: A·n, A·nⁿ or whatever
   */
  StableSurface(double[] reserves, double a) {
    int n = reserves.length;
    this.a = a;
    this.mean = Arrays.stream(reserves).sum() / n;
    this.reserves = Arrays.stream(reserves).map(reserve -> reserve / mean).toArray();
    this.product = product();
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    this.ramps = new Ramps(ones);
    this.moved = new double[n];
  }

  /** P, by Newton's method for D from above; it needs few steps and takes no more than some. */
  private double product() {
    int n = reserves.length;
    double d = n;
    for (int i = 0; i < 100; i++) {
      double p = product(d);
      double next = (a * n + n * p) * d / ((a - 1) * d + (n + 1) * p);
      if (!(Math.abs(next - d) > 0x1p-50 * d)) {
        break;
      }
      d = next;
    }
    return product(d);
  }

  private double product(double d) {
    double product = d;
    for (double reserve : reserves) {
      product *= d / (reserves.length * reserve);
    }
    return product;
  }

  private double slope(int j) {
    return a + product / reserves[j];
  }

  @Override
  public boolean isQuiet(double[] brings, double[] costs) {
    double least = 0;
    double most = Double.POSITIVE_INFINITY;
    for (int j = 0; j < reserves.length; j++) {
      least = Math.max(least, brings[j] / slope(j));
      most = Math.min(most, costs[j] / slope(j));
    }
    return least <= most;
  }

  @Override
  public double settle(double[] brings, double[] costs, double[] left, double[] marginal) {
    low = brings;
    high = costs;
    cheapest = Arrays.stream(costs).min().orElse(0);
    double inverse = 0;
    for (int j = 0; j < reserves.length; j++) {
      inverse = Math.max(inverse, slope(j) / high[j]);
    }
    double at = root(Math.log(inverse * cheapest - a));
    double above = above(at);
    double worth = cheapest / (a + Math.exp(at));
    double now = product * Math.exp(-Arrays.stream(moved).sum());
    for (int j = 0; j < reserves.length; j++) {
      double reserve = reserves[j] * Math.exp(moved[j]);
      left[j] = mean * reserve;
      marginal[j] = worth * (a + now / reserve);
    }
    return mean * worth * above;
  }

  /**
   * Where the function is as it was, over the logarithm of what the cheapest price over λ is above
   * the amplification: the more that is, the lower.
   */
  private double root(double start) {
    double one = start;
    double fOne = above(one);
    double step = fOne > 0 ? FIRST_STEP : -FIRST_STEP;
    double other = one;
    double fOther = fOne;
    for (int i = 0; i < MOST_STEPS && fOther > 0 == fOne > 0; i++) {
      if (isClose(fOther)) {
        return other;
      }
      one = other;
      fOne = fOther;
      other += step;
      fOther = above(other);
      step *= 2;
    }
    for (int i = 0; i < MOST_STEPS && !isClose(fOther); i++) {
      double next = other - fOther * (other - one) / (fOther - fOne);
      if (!(next > Math.min(one, other) && next < Math.max(one, other))) {
        break;
      }
      double f = above(next);
      if (f > 0 == fOther > 0) {
        fOne /= 2;
      } else {
        one = other;
        fOne = fOther;
      }
      other = next;
      fOther = f;
    }
    return other;
  }

  private boolean isClose(double above) {
    return Math.abs(above) <= CLOSE * a * reserves.length + CLOSE_TO_CHANGE * change;
  }

  /** How far the function is above where it was; the moves of the reserves are kept. */
  private double above(double at) {
    double more = Math.exp(at);
    double all = 0;
    for (int j = 0; j < reserves.length; j++) {
      double logReserve = Math.log(reserves[j]);
      ramps.set(j, logReserve + bound(low[j], more), logReserve + bound(high[j], more));
    }
    double root = ramps.root(1, Math.log(product), Math.log(product));
    double above = 0;
    change = 0;
    for (int j = 0; j < reserves.length; j++) {
      moved[j] = ramps.moved(j, root);
      all += moved[j];
      double by = reserves[j] * Math.expm1(moved[j]);
      above += a * by;
      change += a * Math.abs(by);
    }
    return above - product * Math.expm1(-all);
  }

  /** The logarithm of price / λ - a; nothing where that is below nothing. */
  private double bound(double price, double more) {
    double beyond = (a * (price - cheapest) + more * price) / cheapest;
    return beyond > 0 ? Math.log(beyond) : Double.NEGATIVE_INFINITY;
  }
}
