package dev.fairlead.route;

import dev.fairlead.model.Token;
import dev.fairlead.venue.Outline;
import dev.fairlead.venue.Pieces;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Samples a pool's exact quotes into the curve that the search goes by.
 *
 * <p>Where the pool tells its formula, one quote at the end of it is enough. Else two quotes tell a
 * constant product, and anything else is sampled from small amounts to the end of its depth: each
 * segment goes through three quotes, and is halved where a fourth one finds it wrong.
 */
final class CurveSampler {
  /** Below this much output, rounding to whole units would bend the curve. */
  private static final double FINE = 1 << 14;

  /** From this much output on, rounding is far below what is wrong. */
  private static final double FINER = 1 << 20;

  private static final int LARGEST = 127;
  private static final double MOST_IN = 0x1p127;

  /** So near to the end of a formula it still holds. */
  private static final double INSIDE = 1 - 1e-9;

  private static final int MOST_TRADES = 4;
  private static final int MOST_SEGMENTS = 192;
  private static final int DEEPEST = 6;
  private static final double SAME = 1e-7;
  private static final double WRONG = 2e-5;

  private final Pool pool;
  private final Token in;
  private final Token out;
  private final double spot;
  private final double[] start = new double[MOST_SEGMENTS + 1];
  private final double[] given = new double[MOST_SEGMENTS + 1];
  private final double[] alpha = new double[MOST_SEGMENTS];
  private final double[] beta = new double[MOST_SEGMENTS];
  private int count;
  private double priceAtEnd;

  /** What the pool says of an amount. */
  private record Sample(double x, double out, Outline outline) {}

  private CurveSampler(Pool pool, Token in, Token out) {
    this.pool = pool;
    this.in = in;
    this.out = out;
    this.spot = pool.spotPrice(in, out);
    this.priceAtEnd = spot;
  }

  static EdgeCurve sample(Pool pool, Token in, Token out) {
    return new CurveSampler(pool, in, out).curve();
  }

  /**
   * A curve gone on with where the pool may be traded several times, since it refuses in one trade
   * what it does in two: by its state after the largest trade, and so on.
   */
  static EdgeCurve sampleAgain(EdgeCurve first, Pool pool, Token in, Token out) {
    EdgeCurve curve = first;
    Pool state = pool;
    double once = first.capacity();
    for (int trade = 1; trade < MOST_TRADES; trade++) {
      if (!(state.quoteExactIn(in, out, Amounts.exact(once)) instanceof Quote.Filled filled)) {
        break;
      }
      state = filled.after();
      EdgeCurve next = sample(state, in, out);
      if (next.isDead()) {
        break;
      }
      curve = curve.then(next);
      once = next.capacity();
    }
    return curve;
  }

  private EdgeCurve curve() {
    if (!(spot > 0) || Double.isInfinite(spot)) {
      return EdgeCurve.DEAD;
    }
    int lowest = Math.clamp(Math.getExponent(FINE / spot) + 1, 0, LARGEST);
    EdgeCurve told = told();
    if (told != null) {
      double least = Math.scalb(1.0, lowest);
      return told.out(least) * 2 >= spot * least ? told : EdgeCurve.DEAD;
    }
    int scale = scale(lowest);
    if (scale < lowest) {
      return EdgeCurve.DEAD;
    }
    boolean isExact = isOneSegment(lowest, scale);
    if (!isExact) {
      sampleAll(lowest, scale);
    }
    return count == 0
        ? EdgeCurve.DEAD
        : curve(
            Arrays.copyOf(start, count + 1),
            Arrays.copyOf(given, count + 1),
            Arrays.copyOf(alpha, count),
            Arrays.copyOf(beta, count),
            isExact);
  }

  private EdgeCurve curve(
      double[] starts, double[] outs, double[] alphas, double[] betas, boolean isExact) {
    return new EdgeCurve(
        pool.gas(in, out).value(),
        pool.hop(in, out).bytes(),
        spot,
        starts,
        outs,
        alphas,
        betas,
        isExact);
  }

  /** The curve by the pool's own formula; null where it tells none, or gives something else. */
  private @Nullable EdgeCurve told() {
    Pieces pieces = pool.pieces(in, out);
    if (!pieces.areTold()) {
      return null;
    }
    int pieceCount = pieces.countBelow(MOST_IN);
    double[] starts = new double[pieceCount + 1];
    double[] outs = new double[pieceCount + 1];
    double[] alphas = new double[pieceCount];
    double[] betas = new double[pieceCount];
    for (int k = 0; k < pieceCount; k++) {
      starts[k] = pieces.in(k);
      outs[k] = pieces.out(k);
      alphas[k] = pieces.alpha(k);
      betas[k] = pieces.beta(k);
    }
    int last = pieceCount - 1;
    double end = Math.min(pieces.in(pieceCount) * INSIDE, MOST_IN);
    double length = end - starts[last];
    starts[pieceCount] = end;
    outs[pieceCount] = outs[last] + length / (alphas[last] + betas[last] * length);
    boolean isSo = Math.abs(quote(end) - outs[pieceCount]) <= outs[pieceCount] * SAME;
    return isSo ? curve(starts, outs, alphas, betas, true) : null;
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
    double atFar = quote(far);
    if (atFar < 1) {
      return false;
    }
    double slope = (far / atFar - 1 / spot) / far;
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
    add(most, most / (1 / spot + slope * most), 1 / spot, slope);
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
    while (step > 1.02 && count < MOST_SEGMENTS) {
      if (!reach(x)) {
        x /= step;
        step = Math.sqrt(step);
      } else if (given[count] * 32 < spot * x) {
        return;
      }
      x *= step;
    }
  }

  /** Adds what the curve needs up to this amount; false where the pool refuses it. */
  private boolean reach(double x) {
    Sample end = sample(x);
    if (end.out < 1 || end.out <= given[count]) {
      return false;
    }
    bridge(sample(between(start[count], x)), end, DEEPEST);
    return true;
  }

  private static double between(double from, double x) {
    return from == 0 ? x / 4 : Math.sqrt(from * x);
  }

  /** Adds segments from the last one's end to {@code end}. */
  private void bridge(Sample middle, Sample end, int depth) {
    double from = start[count];
    Sample quarter = sample(between(from, middle.x));
    double toEnd = (end.x - from) / (end.out - given[count]);
    double toMiddle = (middle.x - from) / (middle.out - given[count]);
    double bend = Math.max(0, (toEnd - toMiddle) / (end.x - middle.x));
    double straight = toEnd - bend * (end.x - from);
    double line = given[count] + (quarter.x - from) / (straight + bend * (quarter.x - from));
    boolean isFine = quarter.out >= FINER && count < MOST_SEGMENTS - DEEPEST;
    if (depth > 0 && isFine && !(Math.abs(line - quarter.out) <= quarter.out * WRONG)) {
      bridge(quarter, middle, depth - 1);
      bridge(sample(between(middle.x, end.x)), end, depth - 1);
      return;
    }
    join(end);
  }

  /**
   * Goes on to a sample so that the price has no jump: from the pool's own price at the last amount
   * to its own price at this one, in two pieces where one can't do both.
   */
  private void join(Sample end) {
    double x = end.x;
    double atX = end.out;
    double from = start[count];
    double before = priceAtEnd;
    double left = end.outline.priceAfter();
    double after = left > 0 ? Math.min(before, left) : 0;
    double mean = (atX - given[count]) / (x - from);
    double between = Math.sqrt(before * after);
    double first = Math.sqrt(before * between);
    double second = Math.sqrt(between * after);
    double length = (mean - second) * (x - from) / (first - second);
    if (length > 0 && length < x - from) {
      double middle = given[count] + first * length;
      add(from + length, middle, 1 / before, (1 / first - 1 / before) / length);
      add(x, atX, 1 / between, (1 / second - 1 / between) / (x - from - length));
      priceAtEnd = after;
    } else {
      double straight = Math.min(1 / mean, 1 / before);
      add(x, atX, straight, (1 / mean - straight) / (x - from));
      priceAtEnd = straight * mean * mean;
    }
  }

  private void add(double x, double atX, double straight, double bend) {
    if (count < MOST_SEGMENTS && straight > 0) {
      alpha[count] = straight;
      beta[count] = bend;
      count++;
      start[count] = x;
      given[count] = atX;
    }
  }

  private double quote(double x) {
    return sample(x).out;
  }

  private Sample sample(double x) {
    Outline outline = pool.outline(in, out, Amounts.exact(x));
    return new Sample(x, outline.given(), outline);
  }
}
