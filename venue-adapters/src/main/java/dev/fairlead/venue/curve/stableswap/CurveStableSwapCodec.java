package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.file.FieldWriter;
import dev.fairlead.venue.file.Fields;
import dev.fairlead.venue.file.PoolCodec;

/** StableSwap pools, plain and NG, in market files. */
public final class CurveStableSwapCodec implements PoolCodec<CurveStableSwapPool> {
  @Override
  public String protocol() {
    return "curve-stableswap";
  }

  @Override
  public Class<CurveStableSwapPool> type() {
    return CurveStableSwapPool.class;
  }

  @Override
  public void write(CurveStableSwapPool pool, FieldWriter state) {
    StableSwapFields.write(pool, state);
  }

  @Override
  public CurveStableSwapPool read(PoolFacts facts, Fields state) {
    return StableSwapFields.read(facts, state);
  }
}
