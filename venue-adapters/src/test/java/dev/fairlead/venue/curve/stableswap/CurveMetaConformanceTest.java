package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolConformance;
import dev.fairlead.venue.PoolFacts;
import java.util.Random;

/** Trades the coin against the other pool's last coin, through a withdrawal or a deposit. */
class CurveMetaConformanceTest extends PoolConformance {
  /** Of both pools: the shares that the one gives less are worth so much of the other's coin. */
  @Override
  protected Uint256 slack(Pool pool) {
    CurveMetaPool meta = (CurveMetaPool) pool;
    return GeneratedPools.slack(meta.own(), 1)
        .plus(GeneratedPools.slack(meta.base().pool(), 1))
        .times(Uint256.of(4));
  }

  @Override
  protected Pool generate(Random random) {
    PoolFacts all = facts("curve", 20, 18, 18, 6, 18);
    PoolFacts own = new PoolFacts(all.id(), all.tokens().subList(0, 2), all.gas());
    PoolFacts other = new PoolFacts(all.id(), all.tokens().subList(2, 4), all.gas());
    CurveStableSwapPool under = GeneratedPools.ng(random, other);
    BasePool base = new BasePool(under, under.invariant().orElseThrow());
    CurveStableSwapPool pool = GeneratedPools.ng(random, own);
    return new CurveMetaPool(
        all, pool.under(pool.terms().withLastRate(base.virtualPrice().orElseThrow())), base);
  }
}
