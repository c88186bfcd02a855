package dev.fairlead.venue.uniswap.v4;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.event.EventDecoder;
import dev.fairlead.chain.event.LogReading;
import dev.fairlead.chain.event.UniswapV4Event;
import dev.fairlead.venue.LogEffect;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import dev.fairlead.venue.uniswap.concentrated.TickTable;

/** What the manager's logs do to a pool's state. */
final class V4Events {
  private V4Events() {}

  static LogEffect apply(UniswapV4Pool pool, Log log) {
    SwapState state = pool.state();
    try {
      return switch (EventDecoder.standard().decode(log)) {
        case UniswapV4Event.Swap swap -> {
          SwapState next = SwapState.of(swap.sqrtPriceX96(), swap.tick(), state.table());
          // Liquidity follows from the ticks; where it does not, a log was missed.
          yield next.liquidity().equals(swap.liquidity())
              ? new LogEffect.Changed(pool.with(next))
              : LogEffect.Unclear.UNCLEAR;
        }
        case UniswapV4Event.ModifyLiquidity change -> {
          TickTable table =
              state
                  .table()
                  .adjusted(
                      change.tickLower(),
                      change.tickUpper(),
                      change.liquidityDelta().toBigInteger());
          yield new LogEffect.Changed(
              pool.with(SwapState.of(state.sqrtPrice(), state.tick(), table)));
        }
        case UniswapV4Event.ProtocolFeeUpdated(var _, int fee) ->
            new LogEffect.Changed(pool.with(pool.fees().withProtocolFee(fee)));
        case LogReading.Refused _ -> LogEffect.Unclear.UNCLEAR;
        default -> LogEffect.Nothing.NOTHING;
      };
    } catch (IllegalArgumentException | ArithmeticException e) {
      return LogEffect.Unclear.UNCLEAR;
    }
  }
}
