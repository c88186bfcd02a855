package dev.fairlead.venue.balancer.v2;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolConformance;
import java.util.Random;

/** Joins and exits with one token: the pool's own is the last. */
class PoolSharesConformanceTest extends PoolConformance {
  /** A unit of the invariant's ratio, in 18 decimals, spreads over the whole supply. */
  @Override
  protected Uint256 slack(Pool pool) {
    return Uint256.of(100_000_000);
  }

  @Override
  protected Pool generate(Random random) {
    return GeneratedComposablePools.make(random, facts("balancer-v2", 32, 18, 6, 18), 2);
  }
}
