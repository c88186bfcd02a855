package dev.fairlead.route;

import dev.fairlead.model.Token;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;

/** Samples a pool's exact quotes into the curve that the search goes by. */
final class CurveSampler {
  /** Below this much output, rounding to whole units would bend the curve. */
  private static final double FINE = 1 << 14;

  private static final int LARGEST = 127;
  private static final double SAME = 1e-7;

  private final Pool pool;
  private final Token in;
  private final Token out;
  private final double spot;
  private final double[] amount = new double[24];
  private final double[] inverse = new double[24];
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
      for (int below = 12; below > 0; below -= below > 4 ? 4 : 1) {
        if (scale - below >= lowest) {
          add(Math.scalb(1.0, scale - below));
        }
      }
      addFrom(scale);
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
    if (!add(Math.scalb(1.0, scale + 4))) {
      return false;
    }
    for (int at : new int[] {scale + 1, Math.max(lowest, scale - 3)}) {
      double x = Math.scalb(1.0, at);
      double line = 1 / spot + (inverse[0] - 1 / spot) * (x / amount[0]);
      if (Math.abs(x / quote(x) - line) > line * SAME) {
        return false;
      }
    }
    stretch(scale);
    return true;
  }

  /** Moves the only sample along its line to the largest amount that the pool is known to take. */
  private void stretch(int scale) {
    for (int at = Math.min(LARGEST, scale + 64); at > scale + 4; at -= 6) {
      double x = Math.scalb(1.0, at);
      if (quote(x) > 0) {
        inverse[0] = 1 / spot + (inverse[0] - 1 / spot) * (x / amount[0]);
        amount[0] = x;
        return;
      }
    }
  }

  /** Samples towards the end of the depth, and the end itself where the pool refuses. */
  private void addFrom(int scale) {
    double x = Math.scalb(1.0, scale);
    double step = 2;
    while (count < amount.length && step > 1.01) {
      if (add(x)) {
        if (x / inverse[count - 1] * 32 < spot * x) {
          return;
        }
      } else {
        x /= step;
        step = Math.sqrt(step);
      }
      x *= step;
    }
  }

  /** Rounding never makes a larger amount cheaper here: the curve stays concave at the start. */
  private boolean add(double x) {
    double given = quote(x);
    if (given < 1) {
      return false;
    }
    amount[count] = x;
    inverse[count] = Math.max(x / given, count == 0 ? 1 / spot : inverse[count - 1]);
    count++;
    return true;
  }

  private double quote(double x) {
    return pool.quoteExactIn(in, out, Amounts.exact(x)) instanceof Quote.Filled filled
        ? filled.amountOut().toDouble()
        : 0;
  }
}
