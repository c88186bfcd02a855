package dev.fairlead.venue.balancer.v2;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.balancer.curve.CurveFields;
import dev.fairlead.venue.balancer.curve.StableCurve;
import dev.fairlead.venue.file.FieldWriter;
import dev.fairlead.venue.file.Fields;
import dev.fairlead.venue.file.PoolCodec;
import dev.fairlead.venue.file.Value;
import java.util.Arrays;
import java.util.List;

/** Composable stable pools in market files; lists of rates leave the pool's own token out. */
public final class ComposableStableCodec implements PoolCodec<ComposableStablePool> {
  private static final int BITS = 256;
  private static final int AMPLIFICATION_BITS = 64;

  @Override
  public String protocol() {
    return "balancer-v2-composable";
  }

  @Override
  public Class<ComposableStablePool> type() {
    return ComposableStablePool.class;
  }

  @Override
  public void write(ComposableStablePool pool, FieldWriter state) {
    PoolShares shares = pool.shares();
    CurveFields.write(pool.curve(), state);
    state
        .number("swap_fee", pool.terms().swapFee())
        .flag("paused", pool.terms().paused())
        .numbers("scaling_factors", pool.terms().scalingFactors())
        .integer("share_index", pool.shareIndex())
        .flag("rated", pool.rated())
        .number("total_supply", shares.totalSupply())
        .number("last_amplification", shares.lastAmplification())
        .number("last_invariant", shares.lastInvariant())
        .numbers("rates", shares.rates())
        .numbers("old_rates", shares.oldRates())
        .objects("exempt", shares.exempt(), (each, exempt) -> each.flag("from_yield_fees", exempt))
        .number("swap_fee_part", shares.swapFeePart())
        .number("yield_part", shares.yieldPart())
        .numbers("balances", Arrays.asList(pool.balances()));
  }

  @Override
  public ComposableStablePool read(PoolFacts facts, Fields state) {
    int tokens = facts.tokens().size();
    int others = tokens - 1;
    StableCurve curve = CurveFields.stable(state, StableCurve.Generation.V2);
    Uint256 swapFee = CurveFields.fee(state);
    boolean paused = state.field("paused").flag();
    BalancerTerms terms =
        new BalancerTerms(state.field("scaling_factors").numbers(tokens, BITS), swapFee, paused);
    List<Boolean> exempt =
        state.field("exempt").items(others).stream().map(ComposableStableCodec::exempt).toList();
    PoolShares shares =
        new PoolShares(
            state.field("total_supply").number(BITS),
            state.field("last_amplification").number(AMPLIFICATION_BITS),
            state.field("last_invariant").number(BITS),
            state.field("rates").numbers(others, BITS),
            state.field("old_rates").numbers(others, BITS),
            exempt,
            CurveFields.share(state.field("swap_fee_part")),
            CurveFields.share(state.field("yield_part")));
    return new ComposableStablePool(
        facts,
        curve,
        terms,
        state.field("share_index").integer(0, others),
        state.field("rated").flag(),
        shares,
        state
            .field("balances")
            .numbers(tokens, BalancerV2Pool.BALANCE_BITS)
            .toArray(Uint256[]::new));
  }

  private static boolean exempt(Value item) {
    return item.object(fields -> fields.field("from_yield_fees").flag());
  }
}
