package dev.fairlead.route;

import dev.fairlead.model.Token;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;

/**
 * Samples a pool's exact quotes into the curve that the search goes by.
 *
 * <p>Two quotes tell a constant product. Anything else is sampled from small amounts to the end of
 * its depth, and between two samples again wherever the curve would be wrong there.
 */
final class CurveSampler {
  /** Below this much output, rounding to whole units would bend the curve. */
  private static final double FINE = 1 << 14;

  private static final int LARGEST = 127;
  private static final int MOST_SAMPLES = 64;
  private static final int DEEPEST = 5;
  private static final double SAME = 1e-7;
  private static final double WRONG = 5e-4;

  private final Pool pool;
  private final Token in;
  private final Token out;
  private final double spot;
  private final double[] amount = new double[MOST_SAMPLES];
  private final double[] inverse = new double[MOST_SAMPLES];
  private int count;

  private CurveSampler(Pool pool, Token in, Token out) {
    this.pool = pool;
    this.in = in;
    this.out = out;
    this.spot = pool.spotPrice(in, out);
  }

  static EdgeCurve sample(Pool pool, Token in, Token out) {
    return new CurveSampler(pool, in, out).curve();
  }

  private EdgeCurve curve() {
    if (!(spot > 0) || Double.isInfinite(spot)) {
      return EdgeCurve.DEAD;
    }
    int lowest = Math.clamp(Math.getExponent(FINE / spot) + 1, 0, LARGEST);
    int scale = scale(lowest);
    if (scale < lowest) {
      return EdgeCurve.DEAD;
    }
    if (!isOneSegment(lowest, scale)) {
      count = 0;
      sampleAll(lowest, scale);
    }
    return count == 0
        ? EdgeCurve.DEAD
        : EdgeCurve.through(spot, pool.gas(in, out).value(), amount, inverse, count);
  }

  /** The largest power of two at which at least half of the spot price is left. */
  private int scale(int lowest) {
    int good = lowest - 1;
    int bad = LARGEST + 1;
    while (bad - good > 1) {
      int middle = (good + bad) >>> 1;
      double x = Math.scalb(1.0, middle);
      if (quote(x) * 2 >= spot * x) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    return good;
  }

  /** Whether the curve is a constant product's: one line from the spot through all samples. */
  private boolean isOneSegment(int lowest, int scale) {
    double far = Math.scalb(1.0, scale + 4);
    double given = quote(far);
    if (given < 1) {
      return false;
    }
    double slope = (far / given - 1 / spot) / far;
    for (int at : new int[] {scale + 1, Math.max(lowest, scale - 3)}) {
      double x = Math.scalb(1.0, at);
      double line = 1 / spot + slope * x;
      if (Math.abs(x / quote(x) - line) > line * SAME) {
        return false;
      }
    }
    double most = far;
    for (int at = Math.min(LARGEST, scale + 64); at > scale + 4; at -= 6) {
      if (quote(Math.scalb(1.0, at)) > 0) {
        most = Math.scalb(1.0, at);
        break;
      }
    }
    add(most, 1 / spot + slope * most);
    return true;
  }

  private void sampleAll(int lowest, int scale) {
    for (int below = 12; below > 0; below -= 4) {
      if (scale - below >= lowest) {
        reach(Math.scalb(1.0, scale - below));
      }
    }
    double x = Math.scalb(1.0, scale);
    double step = 4;
    while (step > 1.02 && count < MOST_SAMPLES - 4) {
      if (!reach(x)) {
        x /= step;
        step = Math.sqrt(step);
      } else if (inverse[count - 1] * spot > 32) {
        return;
      }
      x *= step;
    }
  }

  /** Adds the sample at this amount, and between it and the last those that the curve needs. */
  private boolean reach(double x) {
    double given = quote(x);
    if (given < 1) {
      return false;
    }
    double from = count == 0 ? 0 : amount[count - 1];
    double fromInverse = count == 0 ? 1 / spot : inverse[count - 1];
    bridge(from, fromInverse, x, x / given, DEEPEST);
    add(x, x / given);
    return true;
  }

  private void bridge(double from, double fromInverse, double x, double r, int depth) {
    double middle = from == 0 ? x / 4 : Math.sqrt(from * x);
    double given = quote(middle);
    if (depth == 0 || given < FINE || count >= MOST_SAMPLES - 4) {
      return;
    }
    double line = fromInverse + (r - fromInverse) * (middle - from) / (x - from);
    if (Math.abs(middle / given - line) > line * WRONG) {
      bridge(from, fromInverse, middle, middle / given, depth - 1);
      add(middle, middle / given);
      bridge(middle, middle / given, x, r, depth - 1);
    }
  }

  /** Rounding never makes a larger amount cheaper here: the price only falls. */
  private void add(double x, double r) {
    if (count < MOST_SAMPLES) {
      amount[count] = x;
      inverse[count] = Math.max(r, count == 0 ? 1 / spot : inverse[count - 1]);
      count++;
    }
  }

  private double quote(double x) {
    return pool.quoteExactIn(in, out, Amounts.exact(x)) instanceof Quote.Filled filled
        ? filled.amountOut().toDouble()
        : 0;
  }
}
