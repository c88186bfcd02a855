package dev.fairlead.venue.balancer.v2;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolConformance;
import java.util.Random;

/** Trades between the other tokens: the pool's own is in the middle. */
class ComposableStableConformanceTest extends PoolConformance {
  /** A unit of the invariant, of which the two directions round differently. */
  @Override
  protected Uint256 slack(Pool pool) {
    return Uint256.of(1_000_000);
  }

  @Override
  protected Pool generate(Random random) {
    return GeneratedComposablePools.make(random, facts("balancer-v2", 32, 18, 18, 6), 1);
  }
}
