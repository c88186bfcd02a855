package dev.fairlead.route;

import dev.fairlead.venue.Market;

/**
 * Finds the route that leaves the most after gas.
 *
 * <p>Pure: the same market and request give the same result, from any thread. It never throws for a
 * market or a trade; what can't be routed is {@link RouteResult.NotFound}.
 *
 * <p>With the input given, the route sells exactly that. With the output given, the route still
 * sells an exact input: the smallest for which the quoted output is at least the wanted one, so
 * that a small surplus is possible.
 */
public interface Router {
  RouteResult route(Market market, RouteRequest request);
}
