package dev.fairlead.route;

import dev.fairlead.model.Address;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import org.jspecify.annotations.Nullable;

/**
 * What a route may use.
 *
 * <p>The token selection is about the tokens that a route passes through: both ends of the trade
 * may be used when they are not denied, also when an allow list leaves them out. {@code
 * maxPriceImpact} is compared with {@link Route#priceImpact}, {@code maxGas} with {@link
 * Route#gas}; null is no limit.
 */
public record RouteLimits(
    int maxHops,
    int maxLegs,
    Fraction maxPriceImpact,
    Selection<VenueId> venues,
    Selection<Address> tokens,
    Selection<PoolId> pools,
    @Nullable Gas maxGas) {
  /** The longest path that is ever searched. */
  public static final int MOST_HOPS = 16;

  /** The largest number of legs that a route is ever split into. */
  public static final int MOST_LEGS = 64;

  public RouteLimits {
    if (maxHops < 1 || maxHops > MOST_HOPS) {
      throw new IllegalArgumentException(
          "a route has 1 to " + MOST_HOPS + " hops but the limit is " + maxHops);
    }
    if (maxLegs < 1 || maxLegs > MOST_LEGS) {
      throw new IllegalArgumentException(
          "a route has 1 to " + MOST_LEGS + " legs but the limit is " + maxLegs);
    }
  }

  /** Every venue and token, at any price impact. */
  public static RouteLimits of(int maxHops, int maxLegs) {
    return new RouteLimits(
        maxHops,
        maxLegs,
        Fraction.ONE,
        Selection.everything(),
        Selection.everything(),
        Selection.everything(),
        null);
  }

  /** The same with paths of at most this length. */
  RouteLimits withHops(int hops) {
    return new RouteLimits(hops, maxLegs, maxPriceImpact, venues, tokens, pools, maxGas);
  }
}
