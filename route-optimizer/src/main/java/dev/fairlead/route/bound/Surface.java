package dev.fairlead.route.bound;

/**
 * The reserves of a pool that trades lead to, seen from those that it has: where a concave function
 * of them is no lower. No trade lowers it, in whatever tokens, and what a fee leaves in the pool
 * raises it.
 *
 * <p>Prices are for a unit of the reserves, as {@link JointTrade} counts them.
 */
sealed interface Surface permits WeightedSurface, StableSurface {
  /** Whether nothing is to be gained where each token costs {@code high} and brings {@code low}. */
  boolean isQuiet(double[] low, double[] high);

  /**
   * Goes to the reserves at which as much as possible is gained.
   *
   * @param low what a unit taken out brings
   * @param high what a unit brought in costs
   * @param left the reserves there
   * @param marginal the pool's own prices there: the function's slope times some factor, between
   *     low and high but for rounding
   * @return the factor times how far the function is above where it was; almost nothing
   */
  double settle(double[] low, double[] high, double[] left, double[] marginal);
}
