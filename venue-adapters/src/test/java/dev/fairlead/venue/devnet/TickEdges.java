package dev.fairlead.venue.devnet;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import dev.fairlead.venue.uniswap.concentrated.TickMath;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** Amounts whose swap ends exactly at an initialised tick, or a unit before or after. */
final class TickEdges {
  private static final int MOST_BITS = 105;

  private TickEdges() {}

  /** Empty where no amount of the pool's size leads to the tick that was chosen. */
  static Optional<Uint256> amount(
      Random random, Pool pool, Function<Pool, SwapState> state, boolean down, boolean exactIn) {
    SwapState now = state.apply(pool);
    if (now.table().size() == 0) {
      return Optional.empty();
    }
    Token in = pool.tokens().get(down ? 0 : 1);
    Token out = pool.tokens().get(down ? 1 : 0);
    int tick = now.table().at(random.nextInt(now.table().size())).index();
    Uint256 price = TickMath.sqrtPriceAt(tick);
    Uint256 low = Uint256.ONE;
    Uint256 high = Uint256.ONE.shiftLeft(MOST_BITS);
    while (low.isLessThan(high)) {
      Uint256 middle = low.plus(high).shiftRight(1);
      if (reaches(pool.quoteExactIn(in, out, middle), state, price, down)) {
        high = middle;
      } else {
        low = middle.plus(Uint256.ONE);
      }
    }
    return pool.quoteExactIn(in, out, low)
            instanceof Quote.Filled(var amountIn, var amountOut, var _)
        ? Optional.of(Cases.near(random, exactIn ? amountIn : amountOut))
        : Optional.empty();
  }

  private static boolean reaches(
      Quote quote, Function<Pool, SwapState> state, Uint256 price, boolean down) {
    return switch (quote) {
      case Quote.Filled filled -> {
        Uint256 after = state.apply(filled.after()).sqrtPrice();
        yield down ? after.isAtMost(price) : after.isAtLeast(price);
      }
      case Quote.Refused(QuoteRefusal reason) -> reason != QuoteRefusal.AMOUNT_TOO_SMALL;
    };
  }
}
