package dev.fairlead.route.bound;

import java.util.Arrays;

/**
 * A weighted product: Σ weight · log(reserve) is no lower.
 *
 * <p>Its slope is weight / reserve, so that by a factor λ a reserve ends at λ · weight / price: by
 * the price of what comes in where that is more than there is, by that of what goes out where it is
 * less. In logarithms the moves of the reserves are ramps over that of λ.
 */
final class WeightedSurface implements Surface {
  private final double[] reserves;
  private final double[] weights;
  private final Ramps ramps;

  WeightedSurface(double[] reserves, double[] weights) {
    this.reserves = reserves;
    double sum = Arrays.stream(weights).sum();
    this.weights = Arrays.stream(weights).map(weight -> weight / sum).toArray();
    this.ramps = new Ramps(this.weights);
  }

  @Override
  public boolean isQuiet(double[] low, double[] high) {
    return least(low) <= most(high);
  }

  /** The lowest factor by which nothing goes out. */
  private double least(double[] low) {
    double least = 0;
    for (int j = 0; j < low.length; j++) {
      least = Math.max(least, low[j] * reserves[j] / weights[j]);
    }
    return least;
  }

  /** The highest factor by which nothing comes in. */
  private double most(double[] high) {
    double most = Double.POSITIVE_INFINITY;
    for (int j = 0; j < high.length; j++) {
      most = Math.min(most, high[j] * reserves[j] / weights[j]);
    }
    return most;
  }

  @Override
  public double settle(double[] low, double[] high, double[] left, double[] marginal) {
    for (int j = 0; j < reserves.length; j++) {
      double size = reserves[j] / weights[j];
      ramps.set(j, Math.log(size * low[j]), Math.log(size * high[j]));
    }
    double start = Math.log(Math.sqrt(least(low)) * Math.sqrt(most(high)));
    double root = ramps.root(0, 0, start);
    double factor = Math.exp(root);
    double above = 0;
    for (int j = 0; j < reserves.length; j++) {
      double moved = ramps.moved(j, root);
      left[j] = reserves[j] * Math.exp(moved);
      marginal[j] = factor * weights[j] / left[j];
      above += weights[j] * moved;
    }
    return factor * above;
  }
}
