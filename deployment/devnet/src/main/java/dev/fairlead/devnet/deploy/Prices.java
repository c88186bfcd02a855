package dev.fairlead.devnet.deploy;

import dev.fairlead.model.Token;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;

/** The prices, in dollars, at which all pools start, and what follows from them. */
public final class Prices {
  private static final Map<String, BigDecimal> DOLLARS =
      Map.of(
          "WETH", BigDecimal.valueOf(2_500),
          "ETH", BigDecimal.valueOf(2_500),
          "WBTC", BigDecimal.valueOf(60_000));

  private Prices() {}

  /** Base units of a token that are worth so many dollars. */
  public static BigInteger worth(Token token, long dollars) {
    return BigDecimal.valueOf(dollars)
        .movePointRight(token.decimals())
        .divide(price(token), 0, RoundingMode.DOWN)
        .toBigIntegerExact();
  }

  private static BigDecimal price(Token token) {
    return DOLLARS.getOrDefault(token.symbol(), BigDecimal.ONE);
  }

  /** The square root of the price of token0 in token1, in base units, times 2 to the 96th. */
  static BigInteger sqrtPriceX96(Token token0, Token token1) {
    BigInteger amount0 = worth(token0, 1_000_000_000_000L);
    BigInteger amount1 = worth(token1, 1_000_000_000_000L);
    return amount1.shiftLeft(192).divide(amount0).sqrt();
  }

  /** The tick of the starting price. */
  static int tick(Token token0, Token token1) {
    BigDecimal ratio = price(token0).divide(price(token1), MathContext.DECIMAL64);
    double raw = ratio.movePointRight(token1.decimals() - token0.decimals()).doubleValue();
    return (int) Math.floor(StrictMath.log(raw) / StrictMath.log(1.0001));
  }

  /**
   * The liquidity that these amounts make over a range of ticks; rounded down by about a millionth.
   */
  static BigInteger liquidity(
      Token token0, Token token1, Range range, BigInteger amount0, BigInteger amount1) {
    double price = StrictMath.sqrt(StrictMath.pow(1.0001, tick(token0, token1)));
    double lower = StrictMath.sqrt(StrictMath.pow(1.0001, range.lower()));
    double upper = StrictMath.sqrt(StrictMath.pow(1.0001, range.upper()));
    double from = Math.clamp(price, lower, upper);
    double by0 =
        from < upper ? amount0.doubleValue() * from * upper / (upper - from) : Double.MAX_VALUE;
    double by1 = from > lower ? amount1.doubleValue() / (from - lower) : Double.MAX_VALUE;
    return new BigDecimal(Math.min(by0, by1) * 0.999999).toBigInteger();
  }
}
