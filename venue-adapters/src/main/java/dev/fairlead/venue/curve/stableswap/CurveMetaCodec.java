package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.model.Token;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.file.FieldWriter;
import dev.fairlead.venue.file.Fields;
import dev.fairlead.venue.file.PoolCodec;
import java.util.List;

/** Metapools in market files: their own pool, and the one whose shares it holds. */
public final class CurveMetaCodec implements PoolCodec<CurveMetaPool> {
  @Override
  public String protocol() {
    return "curve-metapool";
  }

  @Override
  public Class<CurveMetaPool> type() {
    return CurveMetaPool.class;
  }

  @Override
  public void write(CurveMetaPool pool, FieldWriter state) {
    state
        .object("own", own -> StableSwapFields.write(pool.own(), own))
        .object("base", base -> StableSwapFields.write(pool.base().pool(), base))
        .number("base_supply", pool.base().supply());
  }

  @Override
  public CurveMetaPool read(PoolFacts facts, Fields state) {
    List<Token> tokens = facts.tokens();
    if (tokens.size() < CurveMetaPool.UNDERLYING + 2) {
      throw state.field("base").invalid("a metapool has four tokens or more");
    }
    return new CurveMetaPool(
        facts,
        part(facts, tokens.subList(0, CurveMetaPool.UNDERLYING), state, "own"),
        new BasePool(
            part(facts, tokens.subList(CurveMetaPool.UNDERLYING, tokens.size()), state, "base"),
            state.field("base_supply").number(StableSwapFields.BITS)));
  }

  private static CurveStableSwapPool part(
      PoolFacts facts, List<Token> tokens, Fields state, String name) {
    PoolFacts part = new PoolFacts(facts.id(), tokens, facts.gas());
    return state.field(name).object(fields -> StableSwapFields.read(part, fields));
  }
}
