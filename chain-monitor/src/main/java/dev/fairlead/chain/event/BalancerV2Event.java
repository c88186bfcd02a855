package dev.fairlead.chain.event;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Int256;
import dev.fairlead.model.Uint256;
import java.util.List;

/** Events of the Balancer V2 Vault, its pools and their factories. */
public sealed interface BalancerV2Event extends ChainEvent {
  EventShape SWAP =
      EventShape.of(
          "Swap(bytes32 indexed poolId, address indexed tokenIn, address indexed tokenOut,"
              + " uint256 amountIn, uint256 amountOut)",
          log ->
              new Swap(
                  Fields.topicWord(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.topicAddress(log, 3),
                  Fields.uint(log, 0),
                  Fields.uint(log, 1)));
  EventShape POOL_BALANCE_CHANGED =
      EventShape.listed(
          "PoolBalanceChanged(bytes32 indexed poolId, address indexed liquidityProvider,"
              + " address[] tokens, int256[] deltas, uint256[] protocolFeeAmounts)",
          (log, values) ->
              new PoolBalanceChanged(
                  Fields.topicWord(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.addresses(values.get(0)),
                  Fields.signeds(values.get(1)),
                  Fields.uints(values.get(2))));
  EventShape POOL_BALANCE_MANAGED =
      EventShape.of(
          "PoolBalanceManaged(bytes32 indexed poolId, address indexed assetManager,"
              + " address indexed token, int256 cashDelta, int256 managedDelta)",
          log ->
              new PoolBalanceManaged(
                  Fields.topicWord(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.topicAddress(log, 3),
                  Fields.signed(log, 0),
                  Fields.signed(log, 1)));
  EventShape INTERNAL_BALANCE_CHANGED =
      EventShape.of(
          "InternalBalanceChanged(address indexed user, address indexed token," + " int256 delta)",
          log ->
              new InternalBalanceChanged(
                  Fields.topicAddress(log, 1), Fields.topicAddress(log, 2), Fields.signed(log, 0)));
  EventShape EXTERNAL_BALANCE_TRANSFER =
      EventShape.of(
          "ExternalBalanceTransfer(address indexed token, address indexed sender,"
              + " address recipient, uint256 amount)",
          log ->
              new ExternalBalanceTransfer(
                  Fields.topicAddress(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.address(log, 0),
                  Fields.uint(log, 1)));
  EventShape POOL_REGISTERED =
      EventShape.of(
          "PoolRegistered(bytes32 indexed poolId, address indexed poolAddress,"
              + " uint8 specialization)",
          log ->
              new PoolRegistered(
                  Fields.topicWord(log, 1), Fields.topicAddress(log, 2), Fields.small(log, 0, 8)));
  EventShape TOKENS_REGISTERED =
      EventShape.listed(
          "TokensRegistered(bytes32 indexed poolId, address[] tokens,"
              + " address[] assetManagers)",
          (log, values) ->
              new TokensRegistered(
                  Fields.topicWord(log, 1),
                  Fields.addresses(values.get(0)),
                  Fields.addresses(values.get(1))));
  EventShape TOKENS_DEREGISTERED =
      EventShape.listed(
          "TokensDeregistered(bytes32 indexed poolId, address[] tokens)",
          (log, values) ->
              new TokensDeregistered(Fields.topicWord(log, 1), Fields.addresses(values.get(0))));
  EventShape FLASH_LOAN =
      EventShape.of(
          "FlashLoan(address indexed recipient, address indexed token, uint256 amount,"
              + " uint256 feeAmount)",
          log ->
              new FlashLoan(
                  Fields.topicAddress(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.uint(log, 0),
                  Fields.uint(log, 1)));
  EventShape POOL_CREATED =
      EventShape.of(
          "PoolCreated(address indexed pool)", log -> new PoolCreated(Fields.topicAddress(log, 1)));
  EventShape SWAP_FEE_CHANGED =
      EventShape.of(
          "SwapFeePercentageChanged(uint256 swapFeePercentage)",
          log -> new SwapFeeChanged(Fields.uint(log, 0)));
  EventShape PAUSED_CHANGED =
      EventShape.of(
          "PausedStateChanged(bool paused)", log -> new PausedChanged(Fields.flag(log, 0)));
  EventShape AMP_UPDATE_STARTED =
      EventShape.of(
          "AmpUpdateStarted(uint256 startValue, uint256 endValue, uint256 startTime,"
              + " uint256 endTime)",
          log ->
              new AmpUpdateStarted(
                  Fields.uint(log, 0),
                  Fields.uint(log, 1),
                  Fields.uint(log, 2),
                  Fields.uint(log, 3)));
  EventShape AMP_UPDATE_STOPPED =
      EventShape.of(
          "AmpUpdateStopped(uint256 currentValue)",
          log -> new AmpUpdateStopped(Fields.uint(log, 0)));

  List<EventShape> SHAPES =
      List.of(
          SWAP,
          POOL_BALANCE_CHANGED,
          POOL_BALANCE_MANAGED,
          INTERNAL_BALANCE_CHANGED,
          EXTERNAL_BALANCE_TRANSFER,
          POOL_REGISTERED,
          TOKENS_REGISTERED,
          TOKENS_DEREGISTERED,
          FLASH_LOAN,
          POOL_CREATED,
          SWAP_FEE_CHANGED,
          PAUSED_CHANGED,
          AMP_UPDATE_STARTED,
          AMP_UPDATE_STOPPED);

  /** A trade. */
  record Swap(
      Bytes32 poolId, Address tokenIn, Address tokenOut, Uint256 amountIn, Uint256 amountOut)
      implements BalancerV2Event {}

  /** A join or an exit; deltas are positive where the pool received. */
  record PoolBalanceChanged(
      Bytes32 poolId,
      Address liquidityProvider,
      List<Address> tokens,
      List<Int256> deltas,
      List<Uint256> protocolFeeAmounts)
      implements BalancerV2Event {}

  /** An asset manager moved tokens. */
  record PoolBalanceManaged(
      Bytes32 poolId, Address assetManager, Address token, Int256 cashDelta, Int256 managedDelta)
      implements BalancerV2Event {}

  /** What the Vault holds for a user. */
  record InternalBalanceChanged(Address user, Address token, Int256 delta)
      implements BalancerV2Event {}

  /** The Vault moved tokens between users. */
  record ExternalBalanceTransfer(Address token, Address sender, Address recipient, Uint256 amount)
      implements BalancerV2Event {}

  /** The Vault gave a pool its id. */
  record PoolRegistered(Bytes32 poolId, Address poolAddress, int specialization)
      implements BalancerV2Event {}

  /** A pool holds these tokens from now on. */
  record TokensRegistered(Bytes32 poolId, List<Address> tokens, List<Address> assetManagers)
      implements BalancerV2Event {}

  /** A pool no longer holds these tokens. */
  record TokensDeregistered(Bytes32 poolId, List<Address> tokens) implements BalancerV2Event {}

  /** A flash loan. */
  record FlashLoan(Address recipient, Address token, Uint256 amount, Uint256 feeAmount)
      implements BalancerV2Event {}

  /** By a factory. */
  record PoolCreated(Address pool) implements BalancerV2Event {}

  /** By a pool; of 10^18. */
  record SwapFeeChanged(Uint256 swapFeePercentage) implements BalancerV2Event {}

  /** By a pool or the Vault. */
  record PausedChanged(boolean paused) implements BalancerV2Event {}

  /** By a stable pool. */
  record AmpUpdateStarted(Uint256 startValue, Uint256 endValue, Uint256 startTime, Uint256 endTime)
      implements BalancerV2Event {}

  /** By a stable pool. */
  record AmpUpdateStopped(Uint256 currentValue) implements BalancerV2Event {}
}
