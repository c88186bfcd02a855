package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Way;
import dev.fairlead.route.Route;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.router.RouterHop;
import dev.fairlead.venue.router.VenueRouter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    List<Hop> hops = route.legs().getFirst().hops();
    if (hops.stream().map(hop -> hop.pool().venue()).distinct().count() > 1) {
      return new Way.Executor("it leads over several venues");
    }
    VenueRouter router = contracts.routers().get(hops.getFirst().pool().venue());
    if (router == null || !isTaken(hops, market, router)) {
      return new Way.Executor("no router of " + hops.getFirst().pool().venue() + " is to be used");
    }
    return byGas(router.address(), router.kind().gasSaved(hops.size()));
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

  private static boolean isTaken(List<Hop> hops, Market market, VenueRouter router) {
    List<RouterHop> found = new ArrayList<>();
    for (Hop hop : hops) {
      Optional<RouterHop> way =
          market.pool(hop.pool()).flatMap((Pool p) -> p.routerHop(hop.tokenIn(), hop.tokenOut()));
      if (way.isEmpty()) {
        return false;
      }
      found.add(way.get());
    }
    return router.takes(found);
  }
}
