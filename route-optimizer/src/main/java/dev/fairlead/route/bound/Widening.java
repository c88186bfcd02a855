package dev.fairlead.route.bound;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Lowers the bound of one trade over a market by the few pools that matter for it.
 *
 * <p>It begins with pools that are known to and with the best way at the first units' prices. Again
 * and again {@link Descent} finds the best prices for the tokens of the pools taken in, {@link
 * Potentials} give all others the highest prices at which no pool among them gains anything, and of
 * the pools that gain at these prices those that gain most are taken in, with the ways from them to
 * the tokens that were there before. The pools taken in bound no higher than all do: where all
 * bound as low, nothing is left to find.
 */
final class Widening {
  private static final int MOST_ROUNDS = 24;
  private static final int MOST_TAKEN_AT_ONCE = 48;

  /** Of the value: what is not worth another round. */
  private static final double NEAR = 1e-7;

  private final Gains gains;
  private final Potentials potentials;
  private final int source;
  private final double amount;
  private final int target;
  private final boolean[] isTaken;
  private final int[] poolOf;
  private final double[] gained;

  /** At which the market gives nothing away where it has no arbitrage. */
  private final double[] quiet;

  private double[] prices;
  private double lowest;
  private int rounds;

  /**
   * @param known pools to begin with, by their places
   */
  Widening(Gains gains, Potentials potentials, int source, double amount, int target, int[] known) {
    this.gains = gains;
    this.potentials = potentials;
    this.source = source;
    this.amount = amount;
    this.target = target;
    this.isTaken = new boolean[gains.poolCount()];
    this.poolOf = new int[gains.count()];
    for (int p = 0; p < isTaken.length; p++) {
      Arrays.fill(poolOf, gains.first(p), gains.first(p + 1), p);
    }
    this.gained = new double[isTaken.length];
    this.prices = new double[gains.tokenCount()];
    prices[target] = 1;
    potentials.spread(prices);
    this.quiet = prices.clone();
    this.lowest = value();
    for (int pool : known) {
      isTaken[pool] = true;
    }
    takeWayFrom(source);
  }

  /** The lowest bound so far. */
  double lowest() {
    return lowest;
  }

  /** Whether the next round may lower it; takes the pools in that it is to have. */
  boolean narrow() {
    if (source == target || !(quiet[source] > 0)) {
      return false;
    }
    double least = descend();
    lowest = Math.min(lowest, value());
    rounds++;
    return rounds < MOST_ROUNDS && lowest > least * (1 + NEAR) && takeMore();
  }

  /** What the amount is worth with all that the pools give away, by units of the target. */
  private double value() {
    double sum = amount * prices[source];
    double[] slope = new double[prices.length];
    for (int p = 0; p < gained.length; p++) {
      gained[p] = gains.ofPool(p, prices, slope);
      sum += gained[p];
    }
    return sum / prices[target];
  }

  private void takeWayFrom(int token) {
    int through = potentials.via(token);
    while (through >= 0) {
      isTaken[poolOf[through]] = true;
      through = potentials.via(gains.to(through));
    }
  }

  private boolean takeMore() {
    int[] gaining =
        IntStream.range(0, gained.length)
            .filter(p -> gained[p] > 0 && !isTaken[p])
            .boxed()
            .sorted((a, b) -> Double.compare(gained[b], gained[a]))
            .limit(MOST_TAKEN_AT_ONCE)
            .mapToInt(Integer::intValue)
            .toArray();
    for (int p : gaining) {
      isTaken[p] = true;
      for (int d = gains.first(p); d < gains.first(p + 1); d++) {
        takeWayFrom(gains.from(d));
      }
    }
    return gaining.length > 0;
  }

  /** Gives all tokens their best prices as far as the pools taken in tell; these pools' bound. */
  private double descend() {
    int[] pools = IntStream.range(0, isTaken.length).filter(p -> isTaken[p]).toArray();
    int[] tokens =
        Arrays.stream(pools)
            .flatMap(p -> IntStream.range(gains.first(p), gains.first(p + 1)))
            .map(gains::from)
            .distinct()
            .toArray();
    int[] placeOf = new int[gains.tokenCount()];
    for (int t = 0; t < tokens.length; t++) {
      placeOf[tokens[t]] = t;
    }
    Gains some = gains.only(pools, placeOf, tokens.length);
    double[] start = start(some, tokens, placeOf[source]);
    double[] best =
        new Descent(some, start, depth(some, start), placeOf[source], amount, placeOf[target])
            .prices();
    Arrays.fill(prices, 0);
    for (int t = 0; t < tokens.length; t++) {
      prices[tokens[t]] = best[t];
    }
    potentials.spread(prices);
    return (amount * best[placeOf[source]] + some.at(best)) / best[placeOf[target]];
  }

  /** Where it stands or where it began, wherever the value is lower. */
  private double[] start(Gains some, int[] tokens, int from) {
    double[] here = Arrays.stream(tokens).mapToDouble(t -> prices[t]).toArray();
    double[] first = Arrays.stream(tokens).mapToDouble(t -> quiet[t]).toArray();
    double valueHere = amount * here[from] + some.at(here);
    return amount * first[from] + some.at(first) < valueHere ? first : here;
  }

  private static double[] depth(Gains gains, double[] prices) {
    double[] depth = new double[prices.length];
    for (int d = 0; d < gains.count(); d++) {
      depth[gains.from(d)] += gains.direction(d).depth() * prices[gains.from(d)];
    }
    return depth;
  }
}
