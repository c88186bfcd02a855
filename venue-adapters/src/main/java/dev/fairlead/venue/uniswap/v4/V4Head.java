package dev.fairlead.venue.uniswap.v4;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.uniswap.concentrated.SwapState;

/** The first word of a pool in the manager's storage: its price, tick and fees. */
record V4Head(Uint256 sqrtPrice, int tick, int protocolFee, int lpPips) {
  private static final Uint256 PRICE_MASK = Uint256.MAX_VALUE.shiftRight(96);
  private static final Uint256 SMALL_MASK = Uint256.of(0xff_ffff);

  static V4Head of(Uint256 word) {
    return new V4Head(
        word.and(PRICE_MASK), (small(word, 160) << 8) >> 8, small(word, 184), small(word, 208));
  }

  boolean isAt(SwapState state) {
    return sqrtPrice.equals(state.sqrtPrice()) && tick == state.tick();
  }

  private static int small(Uint256 word, int from) {
    return word.shiftRight(from).and(SMALL_MASK).toIntExact();
  }
}
