package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.intent.Way;
import dev.fairlead.venue.router.VenueRouter;
import java.util.Map;

/** The contracts that an account's trades may call, and that may pull what is sold; no others. */
record TradeContracts(Address account, Address executor, Map<VenueId, VenueRouter> routers) {
  TradeContracts {
    routers = Map.copyOf(routers);
  }

  /** The one that carries out this plan. */
  Address of(Plan plan) {
    return switch (plan.way()) {
      case Way.Executor _ -> executor;
      case Way.VenueRouter way -> router(plan, way).address();
    };
  }

  /**
   * The router that the plan names, as it is configured.
   *
   * @throws IllegalStateException if the venue's router is another or none
   */
  VenueRouter router(Plan plan, Way.VenueRouter way) {
    VenueId venue = plan.legs().getFirst().hops().getFirst().pool().venue();
    VenueRouter router = routers.get(venue);
    if (router == null || !router.address().equals(way.router())) {
      throw new IllegalStateException(
          "the plan goes through %s, which is not the router of %s".formatted(way.router(), venue));
    }
    return router;
  }
}
