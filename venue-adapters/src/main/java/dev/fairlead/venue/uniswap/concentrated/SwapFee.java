package dev.fairlead.venue.uniswap.concentrated;

import dev.fairlead.model.Uint256;

/** A fee in pips, millionths of the input. */
public record SwapFee(int pips, Uint256 charged, Uint256 kept) {
  private static final int WHOLE = 1_000_000;

  /** The whole input, of which nothing moves the price: no swap can be walked with it. */
  public static final SwapFee ALL = new SwapFee(WHOLE, Uint256.of(WHOLE), Uint256.ZERO);

  /** A fee below the whole. */
  public static SwapFee ofPips(int pips) {
    if (pips < 0 || pips >= WHOLE) {
      throw new IllegalArgumentException("a fee is below 1,000,000 pips but found " + pips);
    }
    return new SwapFee(pips, Uint256.of(pips), Uint256.of(WHOLE - pips));
  }

  public boolean takesAll() {
    return kept.isZero();
  }

  /** What of an input moves the price, rounded down. */
  Uint256 without(Uint256 amountIn) {
    return amountIn.mulDivDown(WHOLE - pips, WHOLE);
  }

  /** The fee on top of what moves the price, rounded up. */
  Uint256 on(Uint256 moving) {
    return moving.mulDivUp(charged, kept);
  }

  public double keptShare() {
    return (double) (WHOLE - pips) / WHOLE;
  }
}
