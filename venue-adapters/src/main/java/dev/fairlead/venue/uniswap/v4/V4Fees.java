package dev.fairlead.venue.uniswap.v4;

import dev.fairlead.venue.uniswap.concentrated.SwapFee;

/**
 * The fees of a V4 pool: the liquidity providers' and, before it and different by direction, the
 * protocol's. A swap pays p + l - p·l (in units of one), the product rounded down.
 */
public record V4Fees(int lpPips, int protocolPips0, int protocolPips1, SwapFee down, SwapFee up) {
  /** In pips; a swap that pays so much gives nothing. */
  static final int WHOLE = 1_000_000;

  /** {@code protocolFee} as the manager packs it: 12 bits for 1 → 0 above 12 bits for 0 → 1. */
  public static V4Fees of(int lpPips, int protocolFee) {
    int zeroForOne = protocolFee & 0xfff;
    int oneForZero = protocolFee >>> 12;
    return new V4Fees(
        lpPips, zeroForOne, oneForZero, swapFee(lpPips, zeroForOne), swapFee(lpPips, oneForZero));
  }

  V4Fees withProtocolFee(int protocolFee) {
    return of(lpPips, protocolFee);
  }

  SwapFee swapFee(boolean zeroForOne) {
    return zeroForOne ? down : up;
  }

  private static SwapFee swapFee(int lp, int protocol) {
    long both = (long) lp * protocol / WHOLE;
    int pips = Math.toIntExact(lp + protocol - both);
    return pips == WHOLE ? SwapFee.ALL : SwapFee.ofPips(pips);
  }
}
