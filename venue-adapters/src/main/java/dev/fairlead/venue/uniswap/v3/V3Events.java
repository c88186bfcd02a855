package dev.fairlead.venue.uniswap.v3;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.event.EventDecoder;
import dev.fairlead.chain.event.LogReading;
import dev.fairlead.chain.event.UniswapV3Event;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.LogEffect;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import dev.fairlead.venue.uniswap.concentrated.TickTable;
import java.math.BigInteger;

/** What a V3 pool's logs do to its state. */
final class V3Events {
  private V3Events() {}

  static LogEffect apply(UniswapV3Pool pool, Log log) {
    SwapState state = pool.state();
    try {
      return switch (EventDecoder.standard().decode(log)) {
        case UniswapV3Event.Swap swap -> {
          SwapState next = SwapState.of(swap.sqrtPriceX96(), swap.tick(), state.table());
          // Liquidity follows from the ticks; where it does not, a log was missed.
          yield next.liquidity().equals(swap.liquidity())
              ? new LogEffect.Changed(pool.with(next))
              : LogEffect.Unclear.UNCLEAR;
        }
        case UniswapV3Event.Initialize(Uint256 price, int tick) ->
            new LogEffect.Changed(pool.with(SwapState.of(price, tick, state.table())));
        case UniswapV3Event.Mint mint ->
            adjusted(pool, mint.tickLower(), mint.tickUpper(), mint.amount().toBigInteger());
        case UniswapV3Event.Burn burn ->
            adjusted(
                pool, burn.tickLower(), burn.tickUpper(), burn.amount().toBigInteger().negate());
        case LogReading.Refused _ -> LogEffect.Unclear.UNCLEAR;
        default -> LogEffect.Nothing.NOTHING;
      };
    } catch (IllegalArgumentException | ArithmeticException e) {
      return LogEffect.Unclear.UNCLEAR;
    }
  }

  private static LogEffect adjusted(UniswapV3Pool pool, int lower, int upper, BigInteger delta) {
    if (delta.signum() == 0) {
      return LogEffect.Nothing.NOTHING;
    }
    SwapState state = pool.state();
    TickTable table = state.table().adjusted(lower, upper, delta);
    return new LogEffect.Changed(pool.with(SwapState.of(state.sqrtPrice(), state.tick(), table)));
  }
}
