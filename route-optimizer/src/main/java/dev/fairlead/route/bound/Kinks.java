package dev.fairlead.route.bound;

import java.util.Arrays;

/**
 * What the pools give away near some prices, in short: each direction of each pool is a spring
 * between the log-prices of two tokens, which pulls from where trading begins to gain and not
 * before.
 *
 * <p>Where that is lowest is found as interior point methods do: each spring is rounded off where
 * it begins to pull, less and less, while Newton's steps follow the lowest point. So a step feels
 * the pools that it is about to set trading, of which small amounts meet many.
 */
final class Kinks {
  private static final double ROUND = 0x1p-7;
  private static final double SHARP = 0x1p-24;
  private static final double SHARPER = 0.25;
  private static final int STEPS_EACH = 4;
  private static final int MOST_HALVINGS = 8;
  private static final double SUFFICIENT = 1e-3;

  /** Of the value: a step that lowers it by less is the last one of its rounding. */
  private static final double LITTLE = 0.05;

  /** So many roundings before it begins, a spring is not felt. */
  private static final double FAR = 30;

  private final Gains gains;
  private final Springs springs = new Springs();
  private final double[] begun;
  private final double[] stiffness;
  private final double[] linear;
  private final double[] force;
  private double[] anchor = {};
  private double[] at;
  private double[] tried;
  private double width;
  private double first = ROUND;

  Kinks(Gains gains) {
    this.gains = gains;
    this.begun = new double[gains.count()];
    this.stiffness = new double[gains.count()];
    this.linear = new double[gains.tokenCount()];
    this.force = new double[gains.tokenCount()];
    this.at = new double[gains.tokenCount()];
    this.tried = new double[gains.tokenCount()];
  }

  /**
   * How far the log-prices move from these to the lowest point; good until the next call.
   *
   * @param slope of the whole value in the log-prices
   * @param held how strongly each token is held; one that is held infinitely stays
   */
  double[] lowest(double[] prices, double[] slope, double[] held) {
    anchor = held;
    lay(prices, slope);
    Arrays.fill(at, 0);
    for (width = first; width > SHARP; width *= SHARPER) {
      descend();
    }
    double longest = Arrays.stream(at).map(Math::abs).max().orElse(0);
    first = Math.clamp(longest, 0x1p-16, ROUND);
    return at;
  }

  /** The springs as they are at the prices; what they don't say of the slope stays as it is. */
  private void lay(double[] prices, double[] slope) {
    System.arraycopy(slope, 0, linear, 0, slope.length);
    for (int d = 0; d < begun.length; d++) {
      double priceIn = prices[gains.from(d)];
      double priceOut = prices[gains.to(d)];
      stiffness[d] = priceIn * gains.stiffness(d);
      begun[d] =
          priceIn > 0 && priceOut > 0
              ? Math.log(gains.direction(d).spot() * priceOut / priceIn)
              : Double.NEGATIVE_INFINITY;
      if (begun[d] > 0) {
        double pull = stiffness[d] * begun[d];
        linear[gains.to(d)] -= pull;
        linear[gains.from(d)] += pull;
      }
    }
  }

  private void descend() {
    double value = value(at);
    for (int step = 0; step < STEPS_EACH; step++) {
      pull();
      double[] move = springs.moved(force, anchor);
      double downhill = 0;
      for (int t = 0; t < move.length; t++) {
        downhill -= force[t] * move[t];
      }
      double share = 1;
      double next = tried(move, share);
      for (int i = 1; i < MOST_HALVINGS && next > value + SUFFICIENT * share * downhill; i++) {
        share /= 2;
        next = tried(move, share);
      }
      if (!(next < value)) {
        return;
      }
      double[] left = at;
      at = tried;
      tried = left;
      boolean isLast = step > 0 && share == 1 && value - next < LITTLE * Math.abs(next);
      value = next;
      if (isLast) {
        return;
      }
    }
  }

  private double tried(double[] move, double share) {
    for (int t = 0; t < at.length; t++) {
      tried[t] = at[t] + share * move[t];
    }
    return value(tried);
  }

  private double value(double[] where) {
    double value = 0;
    for (int t = 0; t < where.length; t++) {
      if (where[t] != 0) {
        value += (linear[t] + 0.5 * anchor[t] * where[t]) * where[t];
      }
    }
    for (int d = 0; d < begun.length; d++) {
      double x = begun[d] + where[gains.to(d)] - where[gains.from(d)];
      if (x > -FAR * width) {
        double soft = soft(x, Math.sqrt(x * x + 4 * width * width));
        value += 0.5 * stiffness[d] * soft * soft;
      }
    }
    return value;
  }

  /** The forces where it stands, and in the springs how they change with it. */
  private void pull() {
    springs.clear();
    for (int t = 0; t < at.length; t++) {
      force[t] = at[t] == 0 ? -linear[t] : -linear[t] - anchor[t] * at[t];
    }
    for (int d = 0; d < begun.length; d++) {
      int from = gains.from(d);
      int to = gains.to(d);
      double x = begun[d] + at[to] - at[from];
      if (x > -FAR * width) {
        double root = Math.sqrt(x * x + 4 * width * width);
        double soft = soft(x, root);
        double rise = stiffness[d] * soft / root;
        force[to] -= rise * soft;
        force[from] += rise * soft;
        springs.add(from, to, rise * (soft / root + 2 * width * width / (root * root)));
      }
    }
  }

  /** The positive part of x, rounded off: (x + √(x² + 4·width²)) / 2, without cancellation. */
  private double soft(double x, double root) {
    return x > 0 ? (x + root) / 2 : 2 * width * width / (root - x);
  }
}
