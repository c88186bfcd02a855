package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.intent.Way;
import dev.fairlead.venue.router.VenueRouter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

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

  /** What lets that one take what the plan sells. */
  Approvals approvals(Plan plan, Instant deadline) {
    return switch (plan.way()) {
      case Way.Executor _ -> new Approvals(plan.sell(), executor, null, deadline);
      case Way.VenueRouter way -> {
        VenueRouter router = router(plan, way);
        yield new Approvals(
            plan.sell(),
            router.spender(),
            router.takesByPermit2() ? router.address() : null,
            deadline);
      }
    };
  }

  /** Why a plan can't be carried out by what is configured now, if it can't. */
  Optional<Rejection> obstacle(Plan plan) {
    return plan.way() instanceof Way.VenueRouter way && configured(plan, way).isEmpty()
        ? Optional.of(new Rejection.RouterGone(venue(plan), way.router()))
        : Optional.empty();
  }

  /**
   * The router that the plan names, as it is configured.
   *
   * @throws IllegalStateException if the venue's router is another or none
   */
  VenueRouter router(Plan plan, Way.VenueRouter way) {
    return configured(plan, way)
        .orElseThrow(() ->
            new IllegalStateException(
                "the plan goes through %s, which is not the router of %s"
                    .formatted(way.router(), venue(plan))));
  }

  private Optional<VenueRouter> configured(Plan plan, Way.VenueRouter way) {
    return Optional.ofNullable(routers.get(venue(plan)))
        .filter(router -> router.address().equals(way.router()));
  }

  private static VenueId venue(Plan plan) {
    return RoutedHops.of(plan.legs().getFirst()).getFirst().pool().venue();
  }
}
