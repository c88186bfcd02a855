package dev.fairlead.route.bound;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * A price for every token to begin with: from the first token of each part of the market on, always
 * through the deepest pool that leads to a new token. Beside it the value that each token's pools
 * hold at these prices.
 */
final class MarketPrices {
  private final double[] prices;
  private final double[] depth;

  private record Way(int direction, double value) {}

  private MarketPrices(double[] prices, double[] depth) {
    this.prices = prices;
    this.depth = depth;
  }

  double[] prices() {
    return prices.clone();
  }

  double[] depth() {
    return depth.clone();
  }

  static MarketPrices of(Gains gains) {
    int tokens = gains.tokenCount();
    int[][] outgoing = outgoing(gains);
    double[] prices = new double[tokens];
    PriorityQueue<Way> deepest =
        new PriorityQueue<>((a, b) -> {
          int byValue = Double.compare(b.value, a.value);
          return byValue != 0 ? byValue : Integer.compare(a.direction, b.direction);
        });
    for (int root = 0; root < tokens; root++) {
      if (prices[root] > 0) {
        continue;
      }
      prices[root] = 1;
      offer(gains, outgoing[root], 1, deepest);
      while (!deepest.isEmpty()) {
        int through = deepest.remove().direction;
        int next = gains.to(through);
        if (prices[next] == 0) {
          prices[next] = prices[gains.from(through)] / middle(gains, outgoing, through);
          offer(gains, outgoing[next], prices[next], deepest);
        }
      }
    }
    double[] depth = new double[tokens];
    for (int d = 0; d < gains.count(); d++) {
      depth[gains.from(d)] += gains.direction(d).depth() * prices[gains.from(d)];
    }
    return new MarketPrices(prices, depth);
  }

  private static int[][] outgoing(Gains gains) {
    int[] counts = new int[gains.tokenCount()];
    for (int d = 0; d < gains.count(); d++) {
      counts[gains.from(d)]++;
    }
    int[][] outgoing = Arrays.stream(counts).mapToObj(int[]::new).toArray(int[][]::new);
    for (int d = gains.count() - 1; d >= 0; d--) {
      outgoing[gains.from(d)][--counts[gains.from(d)]] = d;
    }
    return outgoing;
  }

  private static void offer(
      Gains gains, int[] directions, double price, PriorityQueue<Way> deepest) {
    for (int d : directions) {
      deepest.add(new Way(d, gains.direction(d).depth() * price));
    }
  }

  /** The price between both fees, where the best way back is known; else after the fee. */
  private static double middle(Gains gains, int[][] outgoing, int through) {
    double there = gains.direction(through).spot();
    double back = 0;
    for (int d : outgoing[gains.to(through)]) {
      if (gains.to(d) == gains.from(through)) {
        double spot = gains.direction(d).spot();
        back = there * spot <= 1 ? Math.max(back, spot) : back;
      }
    }
    return back > 0 ? Math.sqrt(there / back) : there;
  }
}
