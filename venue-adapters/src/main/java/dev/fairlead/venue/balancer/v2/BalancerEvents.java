package dev.fairlead.venue.balancer.v2;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.chain.event.BalancerV2Event;
import dev.fairlead.chain.event.EventDecoder;
import dev.fairlead.chain.event.EventShape;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.LogEffect;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the Vault's and the pools' own logs do to a pool.
 *
 * <p>Swaps and joins tell their exact amounts. Managed balances and a moving amplification are read
 * again instead.
 */
final class BalancerEvents {
  /** Written by the Vault, with the pool's id as first argument. */
  static final Set<Bytes32> OF_VAULT =
      topics(
          BalancerV2Event.SWAP,
          BalancerV2Event.POOL_BALANCE_CHANGED,
          BalancerV2Event.POOL_BALANCE_MANAGED,
          BalancerV2Event.TOKENS_REGISTERED,
          BalancerV2Event.TOKENS_DEREGISTERED);

  /** Written by the pool itself. */
  static final Set<Bytes32> OF_POOL =
      Stream.concat(
              topics(
                  BalancerV2Event.SWAP_FEE_CHANGED,
                  BalancerV2Event.PAUSED_CHANGED,
                  BalancerV2Event.AMP_UPDATE_STARTED,
                  BalancerV2Event.AMP_UPDATE_STOPPED)
                  .stream(),
              Stream.of(
                  Signature.of("TokenRateCacheUpdated(uint256,uint256)").topic(),
                  Signature.of("TokenRateProviderSet(uint256,address,uint256)").topic(),
                  Signature.of("ProtocolFeePercentageCacheUpdated(uint256,uint256)").topic(),
                  Signature.of("RecoveryModeStateChanged(bool)").topic()))
          .collect(Collectors.toUnmodifiableSet());

  private BalancerEvents() {}

  static LogEffect apply(BalancerV2Pool pool, Log log) {
    try {
      return switch (EventDecoder.standard().decode(log)) {
        case BalancerV2Event.Swap swap -> swapped(pool, swap);
        case BalancerV2Event.PoolBalanceChanged change -> changed(pool, change);
        case BalancerV2Event.SwapFeeChanged(Uint256 fee) ->
            new LogEffect.Changed(pool.with(pool.terms().withSwapFee(fee)));
        case BalancerV2Event.PausedChanged(boolean paused) ->
            new LogEffect.Changed(pool.with(pool.terms().withPaused(paused)));
        default -> LogEffect.Unclear.UNCLEAR;
      };
    } catch (IllegalArgumentException | ArithmeticException e) {
      return LogEffect.Unclear.UNCLEAR;
    }
  }

  /** What touches the pool's own token or a rate is read again. */
  static LogEffect apply(ComposableStablePool pool, Log log) {
    try {
      return switch (EventDecoder.standard().decode(log)) {
        case BalancerV2Event.Swap swap -> swapped(pool, swap);
        case BalancerV2Event.SwapFeeChanged(Uint256 fee) ->
            new LogEffect.Changed(pool.with(pool.terms().withSwapFee(fee)));
        case BalancerV2Event.PausedChanged(boolean paused) ->
            new LogEffect.Changed(pool.with(pool.terms().withPaused(paused)));
        default -> LogEffect.Unclear.UNCLEAR;
      };
    } catch (IllegalArgumentException | ArithmeticException e) {
      return LogEffect.Unclear.UNCLEAR;
    }
  }

  private static LogEffect swapped(ComposableStablePool pool, BalancerV2Event.Swap swap) {
    int in = pool.facts().placeOf(swap.tokenIn());
    int out = pool.facts().placeOf(swap.tokenOut());
    if (in == pool.shareIndex() || out == pool.shareIndex()) {
      return LogEffect.Unclear.UNCLEAR;
    }
    Uint256[] balances = pool.balances();
    balances[in] = balances[in].plus(swap.amountIn());
    balances[out] = balances[out].minus(swap.amountOut());
    return new LogEffect.Changed(pool.with(pool.shares(), balances));
  }

  private static Set<Bytes32> topics(EventShape... shapes) {
    return Arrays.stream(shapes).map(EventShape::topic).collect(Collectors.toUnmodifiableSet());
  }

  private static LogEffect swapped(BalancerV2Pool pool, BalancerV2Event.Swap swap) {
    int in = pool.facts().placeOf(swap.tokenIn());
    int out = pool.facts().placeOf(swap.tokenOut());
    Uint256[] balances = pool.balances();
    balances[in] = balances[in].plus(swap.amountIn());
    balances[out] = balances[out].minus(swap.amountOut());
    return new LogEffect.Changed(pool.with(balances));
  }

  /** A join or an exit: what came or went, and what the protocol took. */
  private static LogEffect changed(BalancerV2Pool pool, BalancerV2Event.PoolBalanceChanged change) {
    List<Address> tokens = change.tokens();
    if (change.deltas().size() != tokens.size()
        || change.protocolFeeAmounts().size() != tokens.size()) {
      return LogEffect.Unclear.UNCLEAR;
    }
    Uint256[] balances = pool.balances();
    for (int i = 0; i < tokens.size(); i++) {
      int at = pool.facts().placeOf(tokens.get(i));
      // A delta is signed: adding its two's complement in 256 bits adds or takes it.
      balances[at] =
          balances[at]
              .plusWrapping(change.deltas().get(i).bits())
              .minus(change.protocolFeeAmounts().get(i));
    }
    return new LogEffect.Changed(pool.with(balances));
  }
}
