package dev.fairlead.venue.balancer.v3;

import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.balancer.curve.CurveFields;
import dev.fairlead.venue.balancer.curve.PoolCurve;
import dev.fairlead.venue.balancer.curve.StableCurve;
import dev.fairlead.venue.balancer.curve.WeightedCurve;
import dev.fairlead.venue.file.FieldWriter;
import dev.fairlead.venue.file.Fields;
import dev.fairlead.venue.file.PoolCodec;
import dev.fairlead.venue.file.Value;
import java.util.List;

/** Pools of the V3 Vault in market files: weights or an amplification, by the kind. */
public final class BalancerV3Codec implements PoolCodec<BalancerV3Pool> {
  private static final int BITS = 256;

  @Override
  public String protocol() {
    return "balancer-v3";
  }

  @Override
  public Class<BalancerV3Pool> type() {
    return BalancerV3Pool.class;
  }

  @Override
  public void write(BalancerV3Pool pool, FieldWriter state) {
    BalancerV3Terms terms = pool.terms();
    CurveFields.write(
        pool.curve(), state.address("vault", pool.vault()).choice("kind", kind(pool.curve())));
    state
        .number("swap_fee", terms.swapFee())
        .number("aggregate_swap_fee", terms.aggregateSwapFee())
        .number("aggregate_yield_fee", terms.aggregateYieldFee())
        .number("minimum_trade", terms.minimumTrade())
        .flag("paused", terms.paused())
        .flag("recovering", terms.recovering())
        .flag("ramping", terms.ramping())
        .numbers("least_balances", terms.leastBalances())
        .objects("holdings", pool.holdings(), BalancerV3Codec::write);
  }

  private static BalancerV3Factory.Kind kind(PoolCurve curve) {
    return switch (curve) {
      case WeightedCurve _ -> BalancerV3Factory.Kind.WEIGHTED;
      case StableCurve _ -> BalancerV3Factory.Kind.STABLE;
    };
  }

  private static void write(FieldWriter each, BalancerV3Holding holding) {
    each.number("scaling", holding.scaling())
        .number("rate", holding.rate())
        .flag("rated", holding.rated())
        .flag("pays_yield_fees", holding.paysYieldFees())
        .number("raw", holding.raw())
        .number("last_live", holding.lastLive());
  }

  @Override
  public BalancerV3Pool read(PoolFacts facts, Fields state) {
    int tokens = facts.tokens().size();
    PoolCurve curve =
        switch (state.field("kind").choice(BalancerV3Factory.Kind.class)) {
          case WEIGHTED -> CurveFields.weighted(state, tokens, true);
          case STABLE -> CurveFields.stable(state, StableCurve.Generation.V3);
        };
    Value least = state.field("least_balances");
    BalancerV3Terms terms =
        new BalancerV3Terms(
            CurveFields.fee(state),
            CurveFields.share(state.field("aggregate_swap_fee")),
            CurveFields.share(state.field("aggregate_yield_fee")),
            state.field("minimum_trade").number(BITS),
            state.field("paused").flag(),
            state.field("recovering").flag(),
            state.field("ramping").flag(),
            least.items().isEmpty() ? List.of() : least.numbers(tokens, BITS));
    List<BalancerV3Holding> holdings =
        state.field("holdings").items(tokens).stream()
            .map(item -> item.object(BalancerV3Codec::holding))
            .toList();
    return new BalancerV3Pool(facts, state.field("vault").address(), curve, terms, holdings);
  }

  private static BalancerV3Holding holding(Fields fields) {
    return new BalancerV3Holding(
        fields.field("scaling").number(BITS),
        fields.field("rate").number(BITS),
        fields.field("rated").flag(),
        fields.field("pays_yield_fees").flag(),
        fields.field("raw").number(BITS),
        fields.field("last_live").number(BITS));
  }
}
