package dev.fairlead.route.bound;

/**
 * For each token what the best way at the first units' prices fetches of one token.
 *
 * <p>At these prices no pool gains anything, as long as the market has no arbitrage, and what is
 * sold is worth what its best way gives: the tightest bound for an amount that moves nothing.
 */
final class Potentials {
  /** A longer way, or arbitrage round and round, is cut: any prices give a bound. */
  private static final int MOST_ROUNDS = 24;

  private Potentials() {}

  static double[] to(Gains gains, int target) {
    double[] prices = new double[gains.tokenCount()];
    boolean[] changed = new boolean[prices.length];
    prices[target] = 1;
    changed[target] = true;
    boolean isMoving = true;
    for (int round = 0; round < MOST_ROUNDS && isMoving; round++) {
      isMoving = false;
      boolean[] now = changed;
      changed = new boolean[prices.length];
      for (int d = 0; d < gains.count(); d++) {
        int from = gains.from(d);
        if (now[gains.to(d)] && from != target) {
          double price = gains.direction(d).spot() * prices[gains.to(d)];
          if (price > prices[from]) {
            prices[from] = price;
            changed[from] = true;
            isMoving = true;
          }
        }
      }
    }
    return prices;
  }
}
