package dev.fairlead.intent;

import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.router.RouterHop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A leg as a venue's own router is told it. A leg that sells the coin begins by wrapping it, which
 * a router that is sent the coin leaves out where the next pool is of the coin itself.
 */
final class RoutedHops {
  private RoutedHops() {}

  /** What is left for the router's venue: all hops but the wrapping of what is sold. */
  static List<Hop> of(Leg leg) {
    List<Hop> hops = leg.hops();
    return hops.getFirst().tokenIn().isCoin() ? hops.subList(1, hops.size()) : hops;
  }

  /** These in the words of a router; empty where it could not lead from end to end. */
  static Optional<List<RouterHop>> in(Leg leg, Market market) {
    List<RouterHop> found = new ArrayList<>();
    for (Hop hop : of(leg)) {
      Optional<RouterHop> way =
          market.pool(hop.pool()).flatMap(pool -> pool.routerHop(hop.tokenIn(), hop.tokenOut()));
      if (way.isEmpty()) {
        return Optional.empty();
      }
      found.add(way.get());
    }
    return leads(leg, found) ? Optional.of(found) : Optional.empty();
  }

  /** The coin and its wrapper are one to the market, and two to a router. */
  private static boolean leads(Leg leg, List<RouterHop> hops) {
    if (hops.isEmpty()
        || !hops.getFirst().tokenIn().equals(leg.hops().getFirst().tokenIn().address())
        || !hops.getLast().tokenOut().equals(leg.hops().getLast().tokenOut().address())) {
      return false;
    }
    for (int i = 1; i < hops.size(); i++) {
      if (!hops.get(i).tokenIn().equals(hops.get(i - 1).tokenOut())) {
        return false;
      }
    }
    return true;
  }
}
