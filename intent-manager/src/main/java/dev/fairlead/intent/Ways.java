package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Way;
import dev.fairlead.route.Route;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.router.VenueRouter;
import java.util.List;

/**
 * Decides which contract carries out a route: the account's executor, or the own router of the only
 * venue that it leads over. Pure.
 */
final class Ways {
  private final TradeContracts contracts;
  private final RouterUse use;

  Ways(TradeContracts contracts, RouterUse use) {
    this.contracts = contracts;
    this.use = use;
  }

  Way of(Route route, Market market) {
    if (use == RouterUse.NEVER) {
      return new Way.Executor("venues' own routers are switched off");
    }
    if (route.legs().size() > 1) {
      return new Way.Executor("a router does not take " + route.legs().size() + " legs");
    }
    Leg leg = route.legs().getFirst();
    List<Hop> hops = RoutedHops.of(leg);
    if (hops.isEmpty()) {
      return new Way.Executor("no router of a venue wraps the coin");
    }
    if (hops.stream().map(hop -> hop.pool().venue()).distinct().count() > 1) {
      return new Way.Executor("it leads over several venues");
    }
    VenueRouter router = contracts.routers().get(hops.getFirst().pool().venue());
    if (router == null || RoutedHops.in(leg, market).filter(router::takes).isEmpty()) {
      return new Way.Executor("no router of " + hops.getFirst().pool().venue() + " is to be used");
    }
    boolean coin = leg.hops().getFirst().tokenIn().isCoin();
    return byGas(router.address(), router.kind().gasSaved(hops.size(), coin));
  }

  private Way byGas(Address router, int saved) {
    if (saved > 0) {
      return new Way.VenueRouter(router, "about " + saved + " gas less than by the executor");
    }
    return use == RouterUse.WHEN_POSSIBLE
        ? new Way.VenueRouter(
            router, "routers are used where they can be; about " + -saved + " gas more")
        : new Way.Executor("the venue's router would take about " + -saved + " gas more");
  }
}
