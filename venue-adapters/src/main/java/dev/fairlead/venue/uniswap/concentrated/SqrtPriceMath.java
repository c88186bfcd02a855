package dev.fairlead.venue.uniswap.concentrated;

import dev.fairlead.model.Uint256;

/**
 * Amounts between two prices at constant liquidity L, and the price that an amount leads to.
 *
 * <p>From the whitepaper: Δx = L·(1/√a - 1/√b) and Δy = L·(√b - √a), with prices as square roots in
 * 64.96 fixed point. What the pool takes is rounded up and what it gives is rounded down; a price
 * is rounded so that the pool never moves further than it was paid for.
 */
final class SqrtPriceMath {
  private static final Uint256 Q96 = Uint256.ofLimbs(0, 0, 1L << 32, 0);

  private SqrtPriceMath() {}

  /**
   * Token 0 between the prices, low first, rounded down. The contract divides by one price and then
   * by the other, rounding the same way twice, which is the same as rounding their product once.
   */
  static Uint256 amount0Down(Uint256 low, Uint256 high, Uint256 liquidity) {
    Uint256 whole = liquidity.shiftLeftWrapping(96);
    return low.bitLength() + high.bitLength() <= 256
        ? whole.mulDivDown(high.minus(low), high.timesWrapping(low))
        : whole.mulDivDown(high.minus(low), high).dividedBy(low);
  }

  /** Token 0 between the prices, low first, rounded up; see {@link #amount0Down}. */
  static Uint256 amount0Up(Uint256 low, Uint256 high, Uint256 liquidity) {
    Uint256 whole = liquidity.shiftLeftWrapping(96);
    return low.bitLength() + high.bitLength() <= 256
        ? whole.mulDivUp(high.minus(low), high.timesWrapping(low))
        : whole.mulDivUp(high.minus(low), high).dividedByUp(low);
  }

  /** Token 1 between the prices, low first, rounded down. */
  static Uint256 amount1Down(Uint256 low, Uint256 high, Uint256 liquidity) {
    Uint256 difference = high.minus(low);
    return difference.bitLength() + liquidity.bitLength() <= 256
        ? difference.timesWrapping(liquidity).shiftRight(96)
        : liquidity.mulDivDown(difference, Q96);
  }

  /** Token 1 between the prices, low first, rounded up. */
  static Uint256 amount1Up(Uint256 low, Uint256 high, Uint256 liquidity) {
    return liquidity.mulDivUp(high.minus(low), Q96);
  }

  /** The lower price after {@code amount} of token 0 came in, rounded up. */
  static Uint256 afterToken0In(Uint256 price, Uint256 liquidity, Uint256 amount) {
    if (amount.isZero()) {
      return price;
    }
    Uint256 numerator = liquidity.shiftLeftWrapping(96);
    if (productFits(amount, price)) {
      Uint256 denominator = numerator.plusWrapping(amount.timesWrapping(price));
      if (denominator.isAtLeast(numerator)) {
        return numerator.mulDivUp(price, denominator);
      }
    }
    // L / (L/√p + Δx): what the contract falls back to where the exact form would overflow.
    return numerator.dividedByUp(numerator.dividedBy(price).plus(amount));
  }

  /** The higher price after {@code amount} of token 1 came in, rounded down. */
  static Uint256 afterToken1In(Uint256 price, Uint256 liquidity, Uint256 amount) {
    if (amount.bitLength() < 160 && price.bitLength() + liquidity.bitLength() < 256) {
      // √p + ⌊Δy / L⌋ as one quotient.
      return price
          .timesWrapping(liquidity)
          .plusWrapping(amount.shiftLeftWrapping(96))
          .dividedBy(liquidity);
    }
    return price.plus(amount.mulDivDown(Q96, liquidity));
  }

  /** The higher price after {@code amount} of token 0 went out, rounded up. */
  static Uint256 afterToken0Out(Uint256 price, Uint256 liquidity, Uint256 amount) {
    if (amount.isZero()) {
      return price;
    }
    Uint256 numerator = liquidity.shiftLeftWrapping(96);
    return numerator.mulDivUp(price, numerator.minus(amount.times(price)));
  }

  /** The lower price after {@code amount} of token 1 went out, rounded down. */
  static Uint256 afterToken1Out(Uint256 price, Uint256 liquidity, Uint256 amount) {
    return price.minus(amount.mulDivUp(Q96, liquidity));
  }

  private static boolean productFits(Uint256 a, Uint256 b) {
    int bits = a.bitLength() + b.bitLength();
    return bits <= 256 || (bits == 257 && a.isAtMost(Uint256.MAX_VALUE.dividedBy(b)));
  }
}
