package dev.fairlead.route.bound;

import java.util.Arrays;

/**
 * A pool that is traded as a whole, among the directions that all pools have: one from each coin to
 * each other, in order.
 */
final class WholePool {
  private final JointTrade trade;
  private final double[] units;
  private final int first;
  private final double[] prices;
  private final double[] flows;
  private final double[] pulled;

  /**
   * @param units how many of the units that are priced one of each coin is worth
   */
  WholePool(JointTrade trade, double[] units, int first) {
    this.trade = trade;
    this.units = units;
    this.first = first;
    this.prices = new double[units.length];
    this.flows = new double[units.length];
    this.pulled = new double[units.length];
  }

  /** The same among other directions. */
  WholePool at(int otherFirst) {
    return new WholePool(trade, units, otherFirst);
  }

  /** What it gives away at most; the value of what it gives less what it takes is added. */
  double gain(Gains gains, double[] all, double[] slope) {
    int coins = prices.length;
    for (int j = 0; j < coins; j++) {
      prices[j] = all[place(gains, j)] * units[j];
    }
    double gain = trade.gain(prices, flows);
    if (gain > 0) {
      for (int j = 0; j < coins; j++) {
        slope[place(gains, j)] += prices[j] * flows[j];
      }
      learn(gains, all);
    }
    return gain;
  }

  private int place(Gains gains, int coin) {
    return gains.from(first + coin * (prices.length - 1));
  }

  /** All pairs are about equally stiff in value: so much that they bring about what comes out. */
  private void learn(Gains gains, double[] all) {
    int coins = prices.length;
    Arrays.fill(pulled, 0);
    int direction = first;
    for (int i = 0; i < coins; i++) {
      for (int j = 0; j < coins; j++) {
        if (i != j) {
          double above = Math.max(0, gains.above(direction, all));
          pulled[i] -= above;
          pulled[j] += above;
          direction++;
        }
      }
    }
    double out = 0;
    double pull = 0;
    for (int j = 0; j < coins; j++) {
      out += prices[j] * Math.max(0, flows[j]);
      pull += Math.max(0, pulled[j]);
    }
    if (out > 0 && pull > Gains.LEAST_ABOVE) {
      for (int d = first; d < direction; d++) {
        gains.answers(d, out / pull / all[gains.from(d)]);
      }
    }
  }
}
