package dev.fairlead.venue.uniswap.v4;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.LogEffect;
import dev.fairlead.venue.uniswap.concentrated.SignedWords;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import dev.fairlead.venue.uniswap.concentrated.TickTable;

/** What the manager's logs do to a pool's state. */
final class V4Events {
  static final Bytes32 INITIALIZE =
      Signature.of("Initialize(bytes32,address,address,uint24,int24,address,uint160,int24)")
          .topic();
  static final Bytes32 SWAP =
      Signature.of("Swap(bytes32,address,int128,int128,uint160,uint128,int24,uint24)").topic();
  static final Bytes32 MODIFY_LIQUIDITY =
      Signature.of("ModifyLiquidity(bytes32,address,int24,int24,int256,bytes32)").topic();
  static final Bytes32 PROTOCOL_FEE_UPDATED =
      Signature.of("ProtocolFeeUpdated(bytes32,uint24)").topic();

  private V4Events() {}

  static LogEffect apply(UniswapV4Pool pool, Log log) {
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
      if (topic.equals(MODIFY_LIQUIDITY)) {
        int lower = (int) data.signed();
        int upper = (int) data.signed();
        TickTable table = state.table().adjusted(lower, upper, SignedWords.signed(data.uint()));
        return new LogEffect.Changed(
            pool.with(SwapState.of(state.sqrtPrice(), state.tick(), table)));
      }
      if (topic.equals(PROTOCOL_FEE_UPDATED)) {
        int fee = (int) data.uintAsLong();
        return new LogEffect.Changed(pool.with(pool.fees().withProtocolFee(fee)));
      }
      return LogEffect.Nothing.NOTHING;
    } catch (IllegalArgumentException | ArithmeticException e) {
      return LogEffect.Unclear.UNCLEAR;
    }
  }
}
