package dev.fairlead.chain.event;

import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;
import java.util.List;

/** Events of Uniswap V2 pairs and their factory, and of forks. */
public sealed interface UniswapV2Event extends ChainEvent {
  EventShape PAIR_CREATED =
      EventShape.of(
          "PairCreated(address indexed token0, address indexed token1, address pair,"
              + " uint256 index)",
          log ->
              new PairCreated(
                  Fields.topicAddress(log, 1),
                  Fields.topicAddress(log, 2),
                  Fields.address(log, 0),
                  Fields.uint(log, 1)));
  EventShape MINT =
      EventShape.of(
          "Mint(address indexed sender, uint256 amount0, uint256 amount1)",
          log -> new Mint(Fields.topicAddress(log, 1), Fields.uint(log, 0), Fields.uint(log, 1)));
  EventShape BURN =
      EventShape.of(
          "Burn(address indexed sender, uint256 amount0, uint256 amount1," + " address indexed to)",
          log ->
              new Burn(
                  Fields.topicAddress(log, 1),
                  Fields.uint(log, 0),
                  Fields.uint(log, 1),
                  Fields.topicAddress(log, 2)));
  EventShape SWAP =
      EventShape.of(
          "Swap(address indexed sender, uint256 amount0In, uint256 amount1In,"
              + " uint256 amount0Out, uint256 amount1Out, address indexed to)",
          log ->
              new Swap(
                  Fields.topicAddress(log, 1),
                  Fields.uint(log, 0),
                  Fields.uint(log, 1),
                  Fields.uint(log, 2),
                  Fields.uint(log, 3),
                  Fields.topicAddress(log, 2)));
  EventShape SYNC =
      EventShape.of(
          "Sync(uint112 reserve0, uint112 reserve1)",
          log -> new Sync(Fields.uint(log, 0, 112), Fields.uint(log, 1, 112)));

  List<EventShape> SHAPES = List.of(PAIR_CREATED, MINT, BURN, SWAP, SYNC);

  /** By the factory; {@code index} counts its pairs from 1. */
  record PairCreated(Address token0, Address token1, Address pair, Uint256 index)
      implements UniswapV2Event {}

  /** Liquidity was added. */
  record Mint(Address sender, Uint256 amount0, Uint256 amount1) implements UniswapV2Event {}

  /** Liquidity was taken out. */
  record Burn(Address sender, Uint256 amount0, Uint256 amount1, Address to)
      implements UniswapV2Event {}

  /** A trade, or a flash loan. */
  record Swap(
      Address sender,
      Uint256 amount0In,
      Uint256 amount1In,
      Uint256 amount0Out,
      Uint256 amount1Out,
      Address to)
      implements UniswapV2Event {}

  /** The reserves, after anything that changed them. */
  record Sync(Uint256 reserve0, Uint256 reserve1) implements UniswapV2Event {}
}
