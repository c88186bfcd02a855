package dev.fairlead.route.bound;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What trades begin with and are to end with, by the places of tokens: amounts that are sold count
 * as they are, amounts that have to be there in the end as less than nothing.
 */
final class Endowment {
  private final int[] places;
  private final double[] amounts;

  Endowment(int[] places, double[] amounts) {
    this.places = places;
    this.amounts = amounts;
  }

  /** The tokens' places. */
  int[] places() {
    return places;
  }

  /** What it is worth at these prices. */
  double value(double[] prices) {
    double sum = 0;
    for (int i = 0; i < places.length; i++) {
      sum += amounts[i] * prices[places[i]];
    }
    return sum;
  }

  /** The same where what has to be there in the end counts as what is sold does. */
  double size(double[] prices) {
    double sum = 0;
    for (int i = 0; i < places.length; i++) {
      sum += Math.abs(amounts[i]) * prices[places[i]];
    }
    return sum;
  }

  /** Adds to {@code slope} what each token's amount is worth. */
  void addTo(double[] slope, double[] prices) {
    for (int i = 0; i < places.length; i++) {
      slope[places[i]] += amounts[i] * prices[places[i]];
    }
  }

  /** The same where tokens have other places, without those that have none, -1. */
  Endowment at(int[] placeOf) {
    int[] kept = IntStream.range(0, places.length).filter(i -> placeOf[places[i]] >= 0).toArray();
    return new Endowment(
        Arrays.stream(kept).map(i -> placeOf[places[i]]).toArray(),
        Arrays.stream(kept).mapToDouble(i -> amounts[i]).toArray());
  }
}
