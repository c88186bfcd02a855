package dev.fairlead.route.bound;

import java.util.Arrays;

/**
 * Lowers the value of an endowment and of all that the pools give away at prices, by moving the
 * logarithms of the prices to where {@link Kinks} puts the lowest value, again and again: each time
 * the pools are asked what they do there.
 */
final class Descent {
  private static final int MOST_STEPS = 60;
  private static final int MOST_HALVINGS = 30;
  private static final double LONGEST = 2;
  private static final double SUFFICIENT = 1e-4;
  private static final double DONE = 1e-9;

  /** Of all that the pools hold: less is not worth another step. */
  private static final double NOTHING = 1e-17;

  /** Of what a token's pools hold: what holds it where nothing else does. */
  private static final double ANCHOR = 1e-6;

  private final Gains gains;
  private final double[] prices;
  private final double[] depth;
  private final Kinks kinks;
  private final Endowment endowment;
  private final int fixed;

  /**
   * @param depth for each token the value that its pools hold, at about these prices
   * @param fixed the token whose price stays; -1 for none
   */
  Descent(Gains gains, double[] prices, double[] depth, Endowment endowment, int fixed) {
    this.gains = gains;
    this.prices = prices.clone();
    this.depth = depth;
    this.kinks = new Kinks(gains);
    this.endowment = endowment;
    this.fixed = fixed;
  }

  /** The prices at which nothing more is gained by moving them. */
  double[] prices() {
    double[] slope = new double[prices.length];
    double value = valueWith(slope);
    double nothing = NOTHING * Arrays.stream(depth).sum();
    int idle = 0;
    for (int step = 0; step < MOST_STEPS && idle < 2 && Math.abs(value) > nothing; step++) {
      double[] move = move(slope);
      double downhill = 0;
      for (int t = 0; t < move.length; t++) {
        downhill += slope[t] * move[t];
      }
      if (!(downhill < 0) || -downhill <= DONE * Math.abs(value)) {
        break;
      }
      double next = follow(move, value, downhill);
      idle = next >= value - DONE * Math.abs(value) ? idle + 1 : 0;
      slope = new double[prices.length];
      value = valueWith(slope);
    }
    return prices.clone();
  }

  private double[] move(double[] slope) {
    double[] anchor = new double[prices.length];
    for (int t = 0; t < anchor.length; t++) {
      boolean stays = t == fixed || !(depth[t] > 0) || !(prices[t] > 0);
      anchor[t] = stays ? Double.POSITIVE_INFINITY : ANCHOR * depth[t];
    }
    double[] move = kinks.lowest(prices, slope, anchor).clone();
    double longest = 0;
    for (double by : move) {
      longest = Math.max(longest, Math.abs(by));
    }
    if (longest > LONGEST) {
      for (int t = 0; t < move.length; t++) {
        move[t] *= LONGEST / longest;
      }
    }
    return move;
  }

  /** Goes as far as lowers the value enough, and returns the value there. */
  private double follow(double[] move, double value, double downhill) {
    double[] start = prices.clone();
    double share = 1;
    for (int i = 0; i < MOST_HALVINGS; i++) {
      for (int t = 0; t < prices.length; t++) {
        prices[t] = start[t] * Math.exp(share * move[t]);
      }
      double next = value();
      if (next <= value + SUFFICIENT * share * downhill) {
        return next;
      }
      share *= i < 4 ? 0.5 : 0.25;
    }
    System.arraycopy(start, 0, prices, 0, start.length);
    return value;
  }

  private double value() {
    return endowment.value(prices) + gains.at(prices);
  }

  private double valueWith(double[] slope) {
    double value = gains.at(prices, slope) + endowment.value(prices);
    endowment.addTo(slope, prices);
    return value;
  }
}
