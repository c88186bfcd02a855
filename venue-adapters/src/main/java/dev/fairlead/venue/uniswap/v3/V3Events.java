package dev.fairlead.venue.uniswap.v3;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.LogEffect;
import dev.fairlead.venue.read.Words;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import dev.fairlead.venue.uniswap.concentrated.TickTable;
import java.math.BigInteger;

/** What a V3 pool's logs do to its state. */
final class V3Events {
  static final Bytes32 INITIALIZE = Signature.of("Initialize(uint160,int24)").topic();
  static final Bytes32 SWAP =
      Signature.of("Swap(address,address,int256,int256,uint160,uint128,int24)").topic();
  static final Bytes32 MINT =
      Signature.of("Mint(address,address,int24,int24,uint128,uint256,uint256)").topic();
  static final Bytes32 BURN =
      Signature.of("Burn(address,int24,int24,uint128,uint256,uint256)").topic();

  private V3Events() {}

  static LogEffect apply(UniswapV3Pool pool, Log log) {
    Bytes32 topic = log.topics().getFirst();
    AbiReader data = AbiReader.of(log.data());
    SwapState state = pool.state();
    try {
      if (topic.equals(SWAP)) {
        Uint256 price = data.skip(2).uint();
        Uint256 liquidity = data.uint();
        SwapState next = SwapState.of(price, (int) data.signed(), state.table());
        // Liquidity follows from the ticks; where it does not, a log was missed.
        return next.liquidity().equals(liquidity)
            ? new LogEffect.Changed(pool.with(next))
            : LogEffect.Unclear.UNCLEAR;
      }
      if (topic.equals(INITIALIZE)) {
        Uint256 price = data.uint();
        return new LogEffect.Changed(
            pool.with(SwapState.of(price, (int) data.signed(), state.table())));
      }
      if (topic.equals(MINT)) {
        return adjusted(pool, log, data.skip(1).uint().toBigInteger());
      }
      return topic.equals(BURN)
          ? adjusted(pool, log, data.uint().toBigInteger().negate())
          : LogEffect.Nothing.NOTHING;
    } catch (IllegalArgumentException | ArithmeticException e) {
      return LogEffect.Unclear.UNCLEAR;
    }
  }

  private static LogEffect adjusted(UniswapV3Pool pool, Log log, BigInteger delta) {
    if (delta.signum() == 0) {
      return LogEffect.Nothing.NOTHING;
    }
    SwapState state = pool.state();
    int lower = Words.signedInt(log.topics().get(2));
    int upper = Words.signedInt(log.topics().get(3));
    TickTable table = state.table().adjusted(lower, upper, delta);
    return new LogEffect.Changed(pool.with(SwapState.of(state.sqrtPrice(), state.tick(), table)));
  }
}
