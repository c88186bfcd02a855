package dev.fairlead.chain.event;

import dev.fairlead.model.Address;
import dev.fairlead.model.Int256;
import dev.fairlead.model.Uint256;
import java.util.List;

/** Events of Uniswap V3 pools, their factory and the position manager, and of forks. */
public sealed interface UniswapV3Event extends ChainEvent {
  EventShape POOL_CREATED =
      EventShape.of(
          "PoolCreated(address indexed token0, address indexed token1, uint24 indexed fee,"
              + " int24 tickSpacing, address pool)",
          log ->
              new PoolCreated(
                  Fields.topicAddress(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.topicSmall(log, 3, 24),
                  Fields.smallSigned(log, 0, 24),
                  Fields.address(log, 1)));
  EventShape FEE_AMOUNT_ENABLED =
      EventShape.of(
          "FeeAmountEnabled(uint24 indexed fee, int24 indexed tickSpacing)",
          log ->
              new FeeAmountEnabled(Fields.topicSmall(log, 1, 24), Fields.topicSigned(log, 2, 24)));
  EventShape INITIALIZE =
      EventShape.of(
          "Initialize(uint160 sqrtPriceX96, int24 tick)",
          log -> new Initialize(Fields.uint(log, 0, 160), Fields.smallSigned(log, 1, 24)));
  EventShape MINT =
      EventShape.of(
          "Mint(address sender, address indexed owner, int24 indexed tickLower,"
              + " int24 indexed tickUpper, uint128 amount, uint256 amount0, uint256 amount1)",
          log ->
              new Mint(
                  Fields.address(log, 0),
                  Fields.topicAddress(log, 1),
                  Fields.topicSigned(log, 2, 24),
                  Fields.topicSigned(log, 3, 24),
                  Fields.uint(log, 1, 128),
                  Fields.uint(log, 2),
                  Fields.uint(log, 3)));
  EventShape COLLECT =
      EventShape.of(
          "Collect(address indexed owner, address recipient, int24 indexed tickLower,"
              + " int24 indexed tickUpper, uint128 amount0, uint128 amount1)",
          log ->
              new Collect(
                  Fields.topicAddress(log, 1),
                  Fields.address(log, 0),
                  Fields.topicSigned(log, 2, 24),
                  Fields.topicSigned(log, 3, 24),
                  Fields.uint(log, 1, 128),
                  Fields.uint(log, 2, 128)));
  EventShape BURN =
      EventShape.of(
          "Burn(address indexed owner, int24 indexed tickLower, int24 indexed tickUpper,"
              + " uint128 amount, uint256 amount0, uint256 amount1)",
          log ->
              new Burn(
                  Fields.topicAddress(log, 1),
                  Fields.topicSigned(log, 2, 24),
                  Fields.topicSigned(log, 3, 24),
                  Fields.uint(log, 0, 128),
                  Fields.uint(log, 1),
                  Fields.uint(log, 2)));
  EventShape SWAP =
      EventShape.of(
          "Swap(address indexed sender, address indexed recipient, int256 amount0,"
              + " int256 amount1, uint160 sqrtPriceX96, uint128 liquidity, int24 tick)",
          log ->
              new Swap(
                  Fields.topicAddress(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.signed(log, 0),
                  Fields.signed(log, 1),
                  Fields.uint(log, 2, 160),
                  Fields.uint(log, 3, 128),
                  Fields.smallSigned(log, 4, 24)));
  EventShape FLASH =
      EventShape.of(
          "Flash(address indexed sender, address indexed recipient, uint256 amount0,"
              + " uint256 amount1, uint256 paid0, uint256 paid1)",
          log ->
              new Flash(
                  Fields.topicAddress(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.uint(log, 0),
                  Fields.uint(log, 1),
                  Fields.uint(log, 2),
                  Fields.uint(log, 3)));
  EventShape OBSERVATIONS_INCREASED =
      EventShape.of(
          "IncreaseObservationCardinalityNext(uint16 observationCardinalityNextOld,"
              + " uint16 observationCardinalityNextNew)",
          log -> new ObservationsIncreased(Fields.small(log, 0, 16), Fields.small(log, 1, 16)));
  EventShape SET_FEE_PROTOCOL =
      EventShape.of(
          "SetFeeProtocol(uint8 feeProtocol0Old, uint8 feeProtocol1Old,"
              + " uint8 feeProtocol0New, uint8 feeProtocol1New)",
          log ->
              new SetFeeProtocol(
                  Fields.small(log, 0, 8),
                  Fields.small(log, 1, 8),
                  Fields.small(log, 2, 8),
                  Fields.small(log, 3, 8)));
  EventShape COLLECT_PROTOCOL =
      EventShape.of(
          "CollectProtocol(address indexed sender, address indexed recipient,"
              + " uint128 amount0, uint128 amount1)",
          log ->
              new CollectProtocol(
                  Fields.topicAddress(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.uint(log, 0, 128),
                  Fields.uint(log, 1, 128)));
  EventShape POSITION_INCREASED =
      EventShape.of(
          "IncreaseLiquidity(uint256 indexed tokenId, uint128 liquidity, uint256 amount0,"
              + " uint256 amount1)",
          log ->
              new PositionIncreased(
                  Fields.topicUint(log, 1),
                  Fields.uint(log, 0, 128),
                  Fields.uint(log, 1),
                  Fields.uint(log, 2)));
  EventShape POSITION_DECREASED =
      EventShape.of(
          "DecreaseLiquidity(uint256 indexed tokenId, uint128 liquidity, uint256 amount0,"
              + " uint256 amount1)",
          log ->
              new PositionDecreased(
                  Fields.topicUint(log, 1),
                  Fields.uint(log, 0, 128),
                  Fields.uint(log, 1),
                  Fields.uint(log, 2)));
  EventShape POSITION_COLLECTED =
      EventShape.of(
          "Collect(uint256 indexed tokenId, address recipient, uint256 amount0,"
              + " uint256 amount1)",
          log ->
              new PositionCollected(
                  Fields.topicUint(log, 1),
                  Fields.address(log, 0),
                  Fields.uint(log, 1),
                  Fields.uint(log, 2)));

  List<EventShape> SHAPES =
      List.of(
          POOL_CREATED,
          FEE_AMOUNT_ENABLED,
          INITIALIZE,
          MINT,
          COLLECT,
          BURN,
          SWAP,
          FLASH,
          OBSERVATIONS_INCREASED,
          SET_FEE_PROTOCOL,
          COLLECT_PROTOCOL,
          POSITION_INCREASED,
          POSITION_DECREASED,
          POSITION_COLLECTED);

  /** By the factory. */
  record PoolCreated(Address token0, Address token1, int fee, int tickSpacing, Address pool)
      implements UniswapV3Event {}

  /** By the factory. */
  record FeeAmountEnabled(int fee, int tickSpacing) implements UniswapV3Event {}

  /** The first price. */
  record Initialize(Uint256 sqrtPriceX96, int tick) implements UniswapV3Event {}

  /** Liquidity was added to a range. */
  record Mint(
      Address sender,
      Address owner,
      int tickLower,
      int tickUpper,
      Uint256 amount,
      Uint256 amount0,
      Uint256 amount1)
      implements UniswapV3Event {}

  /** What is owed to a position was paid. */
  record Collect(
      Address owner,
      Address recipient,
      int tickLower,
      int tickUpper,
      Uint256 amount0,
      Uint256 amount1)
      implements UniswapV3Event {}

  /** Liquidity was taken out of a range. */
  record Burn(
      Address owner, int tickLower, int tickUpper, Uint256 amount, Uint256 amount0, Uint256 amount1)
      implements UniswapV3Event {}

  /** A trade, and the state after it; an amount is positive where the pool received. */
  record Swap(
      Address sender,
      Address recipient,
      Int256 amount0,
      Int256 amount1,
      Uint256 sqrtPriceX96,
      Uint256 liquidity,
      int tick)
      implements UniswapV3Event {}

  /** A flash loan. */
  record Flash(
      Address sender,
      Address recipient,
      Uint256 amount0,
      Uint256 amount1,
      Uint256 paid0,
      Uint256 paid1)
      implements UniswapV3Event {}

  /** The pool keeps more observations. */
  record ObservationsIncreased(int observationCardinalityNextOld, int observationCardinalityNextNew)
      implements UniswapV3Event {}

  /** The share of the fees that the protocol takes. */
  record SetFeeProtocol(
      int feeProtocol0Old, int feeProtocol1Old, int feeProtocol0New, int feeProtocol1New)
      implements UniswapV3Event {}

  /** The protocol took its fees. */
  record CollectProtocol(Address sender, Address recipient, Uint256 amount0, Uint256 amount1)
      implements UniswapV3Event {}

  /** By the position manager. */
  record PositionIncreased(Uint256 tokenId, Uint256 liquidity, Uint256 amount0, Uint256 amount1)
      implements UniswapV3Event {}

  /** By the position manager. */
  record PositionDecreased(Uint256 tokenId, Uint256 liquidity, Uint256 amount0, Uint256 amount1)
      implements UniswapV3Event {}

  /** By the position manager. */
  record PositionCollected(Uint256 tokenId, Address recipient, Uint256 amount0, Uint256 amount1)
      implements UniswapV3Event {}
}
