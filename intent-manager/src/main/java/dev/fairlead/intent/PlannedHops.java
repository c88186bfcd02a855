package dev.fairlead.intent;

import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.Way;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.VenueException;
import dev.fairlead.venue.executor.ExecutorHop;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the executor has to be told for the hops of a plan, from what the market knows of its pools:
 * where they stand and what their coins are never changes, so that any market which has them will
 * do, also after a restart.
 */
final class PlannedHops {
  private final Supplier<Optional<Market>> markets;

  /**
   * @param markets the market of the moment; empty while it is not loaded
   */
  PlannedHops(Supplier<Optional<Market>> markets) {
    this.markets = markets;
  }

  /**
   * Why a program can't be compared with its plan any more, if it can't.
   *
   * @throws VenueException while no market stands
   */
  Optional<Rejection> obstacle(Plan plan) {
    return switch (plan.way()) {
      case Way.VenueRouter _ -> Optional.empty();
      case Way.Executor _ -> {
        Market market = market();
        yield plan.legs().stream()
            .flatMap(leg -> leg.hops().stream())
            .map(Hop::pool)
            .filter(pool -> market.pool(pool).isEmpty())
            .findFirst()
            .map(pool ->
                new Rejection.NoRoute(
                    plan.sell().token(),
                    plan.quoted().token(),
                    "the plan leads through pool " + pool + ", which the market has no more"));
      }
    };
  }

  /**
   * The hops of a leg, as they stand in a program.
   *
   * @throws VenueException while no market stands
   */
  List<ExecutorHop> of(Leg leg) {
    return Programs.hops(leg, market());
  }

  private Market market() {
    return markets
        .get()
        .orElseThrow(() ->
            new VenueException(
                VenueException.Kind.RETRYABLE,
                "no market is loaded yet to compare a program's pools with"));
  }
}
