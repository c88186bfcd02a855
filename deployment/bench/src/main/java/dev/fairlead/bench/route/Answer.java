package dev.fairlead.bench.route;

import dev.fairlead.model.intent.PoolId;
import java.util.Set;

/**
 * What a router says it would get, in units of the token bought, and how long it thought.
 *
 * @param pools that it trades in, where it says them
 */
record Answer(double output, long nanos, Set<PoolId> pools) {
  Answer {
    pools = Set.copyOf(pools);
  }

  /** Of a router that does not say its pools, or has no route. */
  Answer(double output, long nanos) {
    this(output, nanos, Set.of());
  }

  /** Whether it knows a way at all. */
  boolean isRoute() {
    return output > 0;
  }
}
