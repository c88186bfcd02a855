package dev.fairlead.bench.route;

import dev.fairlead.model.intent.PoolId;
import dev.fairlead.route.Route;
import java.util.Optional;
import java.util.Set;

/**
 * What a router says it would get, in units of the token bought, and how long it thought.
 *
 * @param route of ours, where there is one
 */
record Answer(double output, long nanos, Optional<Route> route) {
  /** Of another router, or where there is no route. */
  Answer(double output, long nanos) {
    this(output, nanos, Optional.empty());
  }

  /** That it trades in, where it says them. */
  Set<PoolId> pools() {
    return route.map(Route::pools).orElse(Set.of());
  }

  /** Whether it knows a way at all. */
  boolean isRoute() {
    return output > 0;
  }
}
