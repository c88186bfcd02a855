package dev.fairlead.route.bound;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Lowers the bound of one question over a market by the few pools that matter for it.
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
  private final Endowment endowment;
  private final int target;
  private final boolean[] isTaken;
  private final int[] poolOf;
  private final double[] gained;

  /** At which the market gives nothing away where it has no arbitrage. */
  private final double[] quiet;

  private double[] prices;
  private double lowest;
  private double size;
  private int rounds;

  /**
   * @param target the token in whose units all is counted
   * @param known pools to begin with, by their places
   */
  Widening(Gains gains, Potentials potentials, Endowment endowment, int target, int[] known) {
    this.gains = gains;
    this.potentials = potentials;
    this.endowment = endowment;
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
    this.lowest = Double.POSITIVE_INFINITY;
    appraise();
    for (int pool : known) {
      isTaken[pool] = true;
    }
    for (int place : endowment.places()) {
      takeWayFrom(place);
    }
  }

  /** The lowest bound so far. */
  double lowest() {
    return lowest;
  }

  /** What that bound is the sum of, each part as if it was no less than nothing. */
  double size() {
    return size;
  }

  /** Whether the next round may lower it; takes the pools in that it is to have. */
  boolean narrow() {
    if (Arrays.stream(endowment.places()).noneMatch(t -> t != target && quiet[t] > 0)) {
      return false;
    }
    double least = descend();
    appraise();
    rounds++;
    return rounds < MOST_ROUNDS && lowest - least > NEAR * Math.abs(least) && takeMore();
  }

  /** What all is worth with all that the pools give away, by units of the target. */
  private void appraise() {
    double sum = 0;
    double[] slope = new double[prices.length];
    for (int p = 0; p < gained.length; p++) {
      gained[p] = gains.ofPool(p, prices, slope);
      sum += gained[p];
    }
    double value = (endowment.value(prices) + sum) / prices[target];
    if (value < lowest) {
      lowest = value;
      size = (endowment.size(prices) + sum) / prices[target];
    }
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
    Arrays.fill(placeOf, -1);
    for (int t = 0; t < tokens.length; t++) {
      placeOf[tokens[t]] = t;
    }
    Gains some = gains.only(pools, placeOf, tokens.length);
    Endowment own = endowment.at(placeOf);
    double[] start = start(some, tokens, own);
    double[] best = new Descent(some, start, depth(some, start), own, placeOf[target]).prices();
    Arrays.fill(prices, 0);
    for (int t = 0; t < tokens.length; t++) {
      prices[tokens[t]] = best[t];
    }
    potentials.spread(prices);
    return (own.value(best) + some.at(best)) / best[placeOf[target]];
  }

  /** Where it stands or where it began, wherever the value is lower. */
  private double[] start(Gains some, int[] tokens, Endowment own) {
    double[] here = Arrays.stream(tokens).mapToDouble(t -> prices[t]).toArray();
    double[] first = Arrays.stream(tokens).mapToDouble(t -> quiet[t]).toArray();
    double valueHere = own.value(here) + some.at(here);
    return own.value(first) + some.at(first) < valueHere ? first : here;
  }

  private static double[] depth(Gains gains, double[] prices) {
    double[] depth = new double[prices.length];
    for (int d = 0; d < gains.count(); d++) {
      depth[gains.from(d)] += gains.direction(d).depth() * prices[gains.from(d)];
    }
    return depth;
  }
}
