package dev.fairlead.route.basket;

import dev.fairlead.model.Token;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.NetworkFee;
import dev.fairlead.route.RouteLimits;
import dev.fairlead.route.RouteRequest;
import java.util.HashSet;
import java.util.Set;

/**
 * One question about a basket.
 *
 * @param limits each part's route keeps them; a price impact is held against the market that the
 *     parts before it leave
 * @param fee each part pays it, as its route is a transaction
 */
public record BasketRequest(
    Basket basket, RouteLimits limits, NetworkFee fee, Token wrappedNative) {
  public BasketRequest {
    if (!basket.common().chain().equals(wrappedNative.chain())) {
      throw new IllegalArgumentException(
          "the basket is on chain %s but %s is on chain %s"
              .formatted(basket.common().chain(), wrappedNative, wrappedNative.chain()));
    }
  }

  RouteRequest of(Trade part) {
    return new RouteRequest(part, limits, fee, wrappedNative);
  }

  /** The same for a part that keeps off some pools. */
  RouteRequest of(Trade part, Set<PoolId> kept) {
    Set<PoolId> denied = new HashSet<>(limits.pools().denied());
    denied.addAll(kept);
    RouteLimits without =
        new RouteLimits(
            limits.maxHops(),
            limits.maxLegs(),
            limits.maxPriceImpact(),
            limits.venues(),
            limits.tokens(),
            new Selection<>(limits.pools().allowed(), denied),
            limits.maxGas());
    return new RouteRequest(part, without, fee, wrappedNative);
  }
}
