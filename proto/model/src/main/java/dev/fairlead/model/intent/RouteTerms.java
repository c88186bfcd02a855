package dev.fairlead.model.intent;

import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import org.jspecify.annotations.Nullable;

/**
 * What a route may be like; whatever is null is left to who knows better, in the end to the node's
 * own limits.
 *
 * @param maxPriceImpact how far the trade may move against itself
 * @param maxHops the longest path, in pools
 * @param maxLegs the largest number of paths that the amount is split over
 * @param maxGas the most that the route is estimated to use
 * @param pools the pools that it may use
 */
public record RouteTerms(
    @Nullable Fraction maxPriceImpact,
    @Nullable Integer maxHops,
    @Nullable Integer maxLegs,
    @Nullable Gas maxGas,
    Selection<PoolId> pools) {
  /** Nothing is said. */
  public static final RouteTerms OPEN =
      new RouteTerms(null, null, null, null, Selection.everything());

  public RouteTerms {
    if (maxHops != null && maxHops < 1) {
      throw new IllegalArgumentException("maxHops must be positive but is " + maxHops);
    }
    if (maxLegs != null && maxLegs < 1) {
      throw new IllegalArgumentException("maxLegs must be positive but is " + maxLegs);
    }
  }
}
