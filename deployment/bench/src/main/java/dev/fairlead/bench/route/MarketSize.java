package dev.fairlead.bench.route;

import java.util.List;
import java.util.Locale;

/**
 * A size of market and what is measured there.
 *
 * @param millis the most that the median route may take
 * @param gap the most, in percent, that routes may lack of the bound on average
 * @param timed how many requests are timed
 * @param bounded how many of them are held against the bound
 * @param beside how many are asked of the other routers too
 */
record MarketSize(
    int pools, int tokens, double millis, double gap, int timed, int bounded, int beside) {
  static final List<MarketSize> ALL =
      List.of(
          new MarketSize(50, 20, 0.08, 0.01, 2000, 200, 200),
          new MarketSize(500, 100, 0.3, 0.01, 2000, 200, 100),
          new MarketSize(5_000, 1_000, 2, 0.01, 1000, 50, 30),
          new MarketSize(50_000, 5_000, 20, 0.05, 200, 10, 10));

  /** The same with at most so many requests for each figure. */
  MarketSize atMost(int samples) {
    return new MarketSize(
        pools,
        tokens,
        millis,
        gap,
        Math.min(timed, samples),
        Math.min(bounded, samples),
        Math.min(beside, samples));
  }

  /** What its rows begin with. */
  String label() {
    return String.format(Locale.ROOT, "%,d/%,d ", pools, tokens);
  }
}
