package dev.fairlead.venue.balancer.v3;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.chain.event.BalancerV2Event;
import dev.fairlead.chain.event.BalancerV3Event;
import dev.fairlead.chain.event.EventDecoder;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.LogEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * What the Vault's logs do to a pool.
 *
 * <p>Swaps, joins and exits tell their amounts and their fees, of which a known part leaves the
 * pool. Growth of rates is charged without a log: a pool with rates is read again with every block
 * anyway, and what changes seldom is read again too.
 */
final class V3Events {
  /** Names the pool and its factory as first and second argument. */
  static final Bytes32 POOL_REGISTERED =
      Signature.of(
              "PoolRegistered(address,address,(address,uint8,address,bool)[],uint256,uint32,"
                  + "(address,address,address),"
                  + "(bool,bool,bool,bool,bool,bool,bool,bool,bool,bool,address),"
                  + "(bool,bool,bool,bool))")
          .topic();

  /** Written by the Vault, with the pool as first argument. */
  static final Set<Bytes32> OF_VAULT =
      Set.of(
          BalancerV3Event.SWAP.topic(),
          BalancerV3Event.LIQUIDITY_ADDED.topic(),
          BalancerV3Event.LIQUIDITY_REMOVED.topic(),
          BalancerV3Event.POOL_INITIALIZED.topic(),
          BalancerV3Event.SWAP_FEE_CHANGED.topic(),
          BalancerV3Event.POOL_PAUSED_CHANGED.topic(),
          Signature.of("PoolRecoveryModeStateChanged(address,bool)").topic(),
          Signature.of("AggregateSwapFeePercentageChanged(address,uint256)").topic(),
          Signature.of("AggregateYieldFeePercentageChanged(address,uint256)").topic());

  /** Written by the pool itself. */
  static final Set<Bytes32> OF_POOL =
      Set.of(
          BalancerV2Event.AMP_UPDATE_STARTED.topic(), BalancerV2Event.AMP_UPDATE_STOPPED.topic());

  private V3Events() {}

  static LogEffect apply(BalancerV3Pool pool, Log log) {
    try {
      return switch (EventDecoder.standard().decode(log)) {
        case BalancerV3Event.Swap swap -> swapped(pool, swap);
        case BalancerV3Event.LiquidityAdded added ->
            moved(pool, added.amountsAddedRaw(), added.swapFeeAmountsRaw(), Uint256::plus);
        case BalancerV3Event.LiquidityRemoved removed ->
            moved(pool, removed.amountsRemovedRaw(), removed.swapFeeAmountsRaw(), Uint256::minus);
        case BalancerV3Event.SwapFeeChanged(Address _, Uint256 fee) ->
            new LogEffect.Changed(pool.with(pool.terms().withSwapFee(fee)));
        default -> LogEffect.Unclear.UNCLEAR;
      };
    } catch (IllegalArgumentException | ArithmeticException e) {
      return LogEffect.Unclear.UNCLEAR;
    }
  }

  private static LogEffect swapped(BalancerV3Pool pool, BalancerV3Event.Swap swap) {
    int in = pool.facts().placeOf(swap.tokenIn());
    int out = pool.facts().placeOf(swap.tokenOut());
    List<BalancerV3Holding> after = new ArrayList<>(pool.holdings());
    BalancerV3Holding paid = after.get(in);
    Uint256 leaves = pool.terms().aggregateOf(swap.swapFeeAmount());
    after.set(in, paid.noted(paid.raw().plus(swap.amountIn()).minus(leaves)));
    after.set(out, after.get(out).noted(after.get(out).raw().minus(swap.amountOut())));
    return new LogEffect.Changed(pool.with(after));
  }

  private static LogEffect moved(
      BalancerV3Pool pool, List<Uint256> amounts, List<Uint256> fees, BinaryOperator<Uint256> by) {
    int count = pool.holdings().size();
    if (amounts.size() != count || fees.size() != count) {
      return LogEffect.Unclear.UNCLEAR;
    }
    List<BalancerV3Holding> after = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      BalancerV3Holding holding = pool.holdings().get(i);
      Uint256 leaves = pool.terms().aggregateOf(fees.get(i));
      after.add(holding.noted(by.apply(holding.raw(), amounts.get(i)).minus(leaves)));
    }
    return new LogEffect.Changed(pool.with(after));
  }
}
