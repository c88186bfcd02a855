package dev.fairlead.chain.event;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.util.List;

/** Events of the Balancer V3 Vault. */
public sealed interface BalancerV3Event extends ChainEvent {
  EventShape SWAP =
      EventShape.of(
          "Swap(address indexed pool, address indexed tokenIn, address indexed tokenOut,"
              + " uint256 amountIn, uint256 amountOut, uint256 swapFeePercentage,"
              + " uint256 swapFeeAmount)",
          log ->
              new Swap(
                  Fields.topicAddress(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.topicAddress(log, 3),
                  Fields.uint(log, 0),
                  Fields.uint(log, 1),
                  Fields.uint(log, 2),
                  Fields.uint(log, 3)));
  EventShape LIQUIDITY_ADDED =
      EventShape.listed(
          "LiquidityAdded(address indexed pool, address indexed liquidityProvider,"
              + " uint8 indexed kind, uint256 totalSupply, uint256[] amountsAddedRaw,"
              + " uint256[] swapFeeAmountsRaw)",
          (log, values) ->
              new LiquidityAdded(
                  Fields.topicAddress(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.topicSmall(log, 3, 8),
                  Fields.uint(values.get(0)),
                  Fields.uints(values.get(1)),
                  Fields.uints(values.get(2))));
  EventShape LIQUIDITY_REMOVED =
      EventShape.listed(
          "LiquidityRemoved(address indexed pool, address indexed liquidityProvider,"
              + " uint8 indexed kind, uint256 totalSupply, uint256[] amountsRemovedRaw,"
              + " uint256[] swapFeeAmountsRaw)",
          (log, values) ->
              new LiquidityRemoved(
                  Fields.topicAddress(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.topicSmall(log, 3, 8),
                  Fields.uint(values.get(0)),
                  Fields.uints(values.get(1)),
                  Fields.uints(values.get(2))));
  EventShape WRAP =
      EventShape.of(
          "Wrap(address indexed wrappedToken, uint256 depositedUnderlying,"
              + " uint256 mintedShares, bytes32 bufferBalances)",
          log ->
              new Wrap(
                  Fields.topicAddress(log, 1),
                  Fields.uint(log, 0),
                  Fields.uint(log, 1),
                  Fields.word(log, 2)));
  EventShape UNWRAP =
      EventShape.of(
          "Unwrap(address indexed wrappedToken, uint256 burnedShares,"
              + " uint256 withdrawnUnderlying, bytes32 bufferBalances)",
          log ->
              new Unwrap(
                  Fields.topicAddress(log, 1),
                  Fields.uint(log, 0),
                  Fields.uint(log, 1),
                  Fields.word(log, 2)));
  EventShape POOL_INITIALIZED =
      EventShape.of(
          "PoolInitialized(address indexed pool)",
          log -> new PoolInitialized(Fields.topicAddress(log, 1)));
  EventShape SWAP_FEE_CHANGED =
      EventShape.of(
          "SwapFeePercentageChanged(address indexed pool, uint256 swapFeePercentage)",
          log -> new SwapFeeChanged(Fields.topicAddress(log, 1), Fields.uint(log, 0)));
  EventShape POOL_PAUSED_CHANGED =
      EventShape.of(
          "PoolPausedStateChanged(address indexed pool, bool paused)",
          log -> new PoolPausedChanged(Fields.topicAddress(log, 1), Fields.flag(log, 0)));
  EventShape AUXILIARY =
      EventShape.listed(
          "VaultAuxiliary(address indexed pool, bytes32 indexed eventKey, bytes eventData)",
          (log, values) ->
              new Auxiliary(
                  Fields.topicAddress(log, 1),
                  Fields.topicWord(log, 2),
                  Fields.bytes(values.get(0))));

  List<EventShape> SHAPES =
      List.of(
          SWAP,
          LIQUIDITY_ADDED,
          LIQUIDITY_REMOVED,
          WRAP,
          UNWRAP,
          POOL_INITIALIZED,
          SWAP_FEE_CHANGED,
          POOL_PAUSED_CHANGED,
          AUXILIARY);

  /** A trade. */
  record Swap(
      Address pool,
      Address tokenIn,
      Address tokenOut,
      Uint256 amountIn,
      Uint256 amountOut,
      Uint256 swapFeePercentage,
      Uint256 swapFeeAmount)
      implements BalancerV3Event {}

  /** A join; {@code kind} numbers the ways to join. */
  record LiquidityAdded(
      Address pool,
      Address liquidityProvider,
      int kind,
      Uint256 totalSupply,
      List<Uint256> amountsAddedRaw,
      List<Uint256> swapFeeAmountsRaw)
      implements BalancerV3Event {}

  /** An exit; {@code kind} numbers the ways to exit. */
  record LiquidityRemoved(
      Address pool,
      Address liquidityProvider,
      int kind,
      Uint256 totalSupply,
      List<Uint256> amountsRemovedRaw,
      List<Uint256> swapFeeAmountsRaw)
      implements BalancerV3Event {}

  /** A buffer wrapped its token. */
  record Wrap(
      Address wrappedToken,
      Uint256 depositedUnderlying,
      Uint256 mintedShares,
      Bytes32 bufferBalances)
      implements BalancerV3Event {}

  /** A buffer unwrapped its token. */
  record Unwrap(
      Address wrappedToken,
      Uint256 burnedShares,
      Uint256 withdrawnUnderlying,
      Bytes32 bufferBalances)
      implements BalancerV3Event {}

  /** A pool got its first liquidity. */
  record PoolInitialized(Address pool) implements BalancerV3Event {}

  /** Of 10^18. */
  record SwapFeeChanged(Address pool, Uint256 swapFeePercentage) implements BalancerV3Event {}

  /** A pool was stopped, or goes on. */
  record PoolPausedChanged(Address pool, boolean paused) implements BalancerV3Event {}

  /** What a pool wanted to be written. */
  record Auxiliary(Address pool, Bytes32 eventKey, Bytes eventData) implements BalancerV3Event {}
}
