package dev.fairlead.venue.balancer.v2;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.file.FieldWriter;
import dev.fairlead.venue.file.Fields;
import dev.fairlead.venue.file.PoolCodec;
import dev.fairlead.venue.file.Value;
import java.util.Arrays;
import java.util.List;

/** Pools of the Vault in market files: weights or an amplification, by the kind. */
public final class BalancerV2Codec implements PoolCodec<BalancerV2Pool> {
  private static final int FIXED_BITS = 60;
  private static final int AMPLIFICATION_BITS = 64;
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
    state.choice("kind", pool.kind());
    switch (pool.curve()) {
      case WeightedCurve curve -> state.numbers("weights", curve.weights());
      case StableCurve curve -> state.number("amplification", curve.amplification());
    }
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
          case WEIGHTED_V1 -> new WeightedCurve(weights(state, tokens), false, true);
          case WEIGHTED -> new WeightedCurve(weights(state, tokens), true, true);
          case STABLE_V1 ->
              new StableCurve(state.field("amplification").number(AMPLIFICATION_BITS), true);
        };
    Value fee = state.field("swap_fee");
    Uint256 swapFee = fee.number(FIXED_BITS);
    if (swapFee.isAtLeast(Fixed18.ONE)) {
      throw fee.invalid("the whole of the input or more: " + swapFee);
    }
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

  private static List<Uint256> weights(Fields state, int tokens) {
    Value field = state.field("weights");
    List<Uint256> weights = field.numbers(tokens, FIXED_BITS);
    Uint256 sum = weights.stream().reduce(Uint256.ZERO, Uint256::plus);
    if (!sum.equals(Fixed18.ONE) || weights.contains(Uint256.ZERO)) {
      throw field.invalid("each is above zero, and together they are 10^18");
    }
    return weights;
  }
}
