package dev.fairlead.venue.balancer.v2;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.balancer.curve.CurveFields;
import dev.fairlead.venue.balancer.curve.PoolCurve;
import dev.fairlead.venue.balancer.curve.StableCurve;
import dev.fairlead.venue.file.FieldWriter;
import dev.fairlead.venue.file.Fields;
import dev.fairlead.venue.file.PoolCodec;
import java.util.Arrays;
import java.util.List;

/** Pools of the Vault in market files: weights or an amplification, by the kind. */
public final class BalancerV2Codec implements PoolCodec<BalancerV2Pool> {
  private static final int BITS = 256;

  @Override
  public String protocol() {
    return "balancer-v2";
  }

  @Override
  public Class<BalancerV2Pool> type() {
    return BalancerV2Pool.class;
  }

  @Override
  public void write(BalancerV2Pool pool, FieldWriter state) {
    CurveFields.write(pool.curve(), state.choice("kind", pool.kind()));
    state
        .number("swap_fee", pool.terms().swapFee())
        .flag("paused", pool.terms().paused())
        .numbers("scaling_factors", pool.terms().scalingFactors())
        .numbers("balances", Arrays.asList(pool.balances()));
  }

  @Override
  public BalancerV2Pool read(PoolFacts facts, Fields state) {
    int tokens = facts.tokens().size();
    BalancerFactory.Kind kind = state.field("kind").choice(BalancerFactory.Kind.class);
    PoolCurve curve =
        switch (kind) {
          case WEIGHTED_V1 -> CurveFields.weighted(state, tokens, false);
          case WEIGHTED -> CurveFields.weighted(state, tokens, true);
          case STABLE_V1 -> CurveFields.stable(state, StableCurve.Generation.V2_FIRST);
          case COMPOSABLE_STABLE ->
              throw state.field("kind").invalid("a protocol of its own: balancer-v2-composable");
        };
    Uint256 swapFee = CurveFields.fee(state);
    boolean paused = state.field("paused").flag();
    List<Uint256> factors = state.field("scaling_factors").numbers(tokens, BITS);
    List<Uint256> balances = state.field("balances").numbers(tokens, BalancerV2Pool.BALANCE_BITS);
    return new BalancerV2Pool(
        facts,
        kind,
        curve,
        new BalancerTerms(factors, swapFee, paused),
        balances.toArray(Uint256[]::new));
  }
}
