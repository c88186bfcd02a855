package dev.fairlead.chain.event;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Int256;
import dev.fairlead.model.Uint256;
import java.util.List;

/** Events of the Uniswap V4 pool manager. */
public sealed interface UniswapV4Event extends ChainEvent {
  EventShape INITIALIZE =
      EventShape.of(
          "Initialize(bytes32 indexed id, address indexed currency0,"
              + " address indexed currency1, uint24 fee, int24 tickSpacing, address hooks,"
              + " uint160 sqrtPriceX96, int24 tick)",
          log ->
              new Initialize(
                  Fields.topicWord(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.topicAddress(log, 3),
                  Fields.small(log, 0, 24),
                  Fields.smallSigned(log, 1, 24),
                  Fields.address(log, 2),
                  Fields.uint(log, 3, 160),
                  Fields.smallSigned(log, 4, 24)));
  EventShape MODIFY_LIQUIDITY =
      EventShape.of(
          "ModifyLiquidity(bytes32 indexed id, address indexed sender, int24 tickLower,"
              + " int24 tickUpper, int256 liquidityDelta, bytes32 salt)",
          log ->
              new ModifyLiquidity(
                  Fields.topicWord(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.smallSigned(log, 0, 24),
                  Fields.smallSigned(log, 1, 24),
                  Fields.signed(log, 2),
                  Fields.word(log, 3)));
  EventShape SWAP =
      EventShape.of(
          "Swap(bytes32 indexed id, address indexed sender, int128 amount0,"
              + " int128 amount1, uint160 sqrtPriceX96, uint128 liquidity, int24 tick,"
              + " uint24 fee)",
          log ->
              new Swap(
                  Fields.topicWord(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.signed128(log, 0),
                  Fields.signed128(log, 1),
                  Fields.uint(log, 2, 160),
                  Fields.uint(log, 3, 128),
                  Fields.smallSigned(log, 4, 24),
                  Fields.small(log, 5, 24)));
  EventShape DONATE =
      EventShape.of(
          "Donate(bytes32 indexed id, address indexed sender, uint256 amount0,"
              + " uint256 amount1)",
          log ->
              new Donate(
                  Fields.topicWord(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.uint(log, 0),
                  Fields.uint(log, 1)));
  EventShape PROTOCOL_FEE_UPDATED =
      EventShape.of(
          "ProtocolFeeUpdated(bytes32 indexed id, uint24 protocolFee)",
          log -> new ProtocolFeeUpdated(Fields.topicWord(log, 1), Fields.small(log, 0, 24)));
  EventShape PROTOCOL_FEE_CONTROLLER_UPDATED =
      EventShape.of(
          "ProtocolFeeControllerUpdated(address indexed protocolFeeController)",
          log -> new ProtocolFeeControllerUpdated(Fields.topicAddress(log, 1)));

  List<EventShape> SHAPES =
      List.of(
          INITIALIZE,
          MODIFY_LIQUIDITY,
          SWAP,
          DONATE,
          PROTOCOL_FEE_UPDATED,
          PROTOCOL_FEE_CONTROLLER_UPDATED);

  /** A new pool and its first price. */
  record Initialize(
      Bytes32 id,
      Address currency0,
      Address currency1,
      int fee,
      int tickSpacing,
      Address hooks,
      Uint256 sqrtPriceX96,
      int tick)
      implements UniswapV4Event {}

  /** Liquidity was added to a range, or taken out. */
  record ModifyLiquidity(
      Bytes32 id, Address sender, int tickLower, int tickUpper, Int256 liquidityDelta, Bytes32 salt)
      implements UniswapV4Event {}

  /** A trade, and the state after it; an amount is positive where the trader received. */
  record Swap(
      Bytes32 id,
      Address sender,
      Int256 amount0,
      Int256 amount1,
      Uint256 sqrtPriceX96,
      Uint256 liquidity,
      int tick,
      int fee)
      implements UniswapV4Event {}

  /** A gift to the liquidity in range. */
  record Donate(Bytes32 id, Address sender, Uint256 amount0, Uint256 amount1)
      implements UniswapV4Event {}

  /** The share of the fees that the protocol takes. */
  record ProtocolFeeUpdated(Bytes32 id, int protocolFee) implements UniswapV4Event {}

  /** Who sets the protocol fees. */
  record ProtocolFeeControllerUpdated(Address protocolFeeController) implements UniswapV4Event {}
}
