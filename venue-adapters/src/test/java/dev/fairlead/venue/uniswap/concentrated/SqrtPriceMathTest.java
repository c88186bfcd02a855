package dev.fairlead.venue.uniswap.concentrated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.devnet.Cases;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Amounts and prices over the whole range of prices, as the contract rounds them step by step. */
class SqrtPriceMathTest {
  private static final BigInteger Q96 = BigInteger.ONE.shiftLeft(96);

  private final Random random = Cases.random(getClass());

  @Test
  void roundsToken0OnceAsTheContractDoesTwice() {
    for (int i = 0; i < Cases.COUNT; i++) {
      Uint256 one = price();
      Uint256 other = price();
      Uint256 low = one.min(other);
      Uint256 high = one.max(other);
      Uint256 liquidity = Cases.amount(random, 128);
      BigInteger moved =
          liquidity
              .toBigInteger()
              .multiply(Q96)
              .multiply(high.toBigInteger().subtract(low.toBigInteger()));
      assertThat(SqrtPriceMath.amount0Down(low, high, liquidity).toBigInteger())
          .as("down from %s to %s of %s", low, high, liquidity)
          .isEqualTo(moved.divide(high.toBigInteger()).divide(low.toBigInteger()));
      assertThat(SqrtPriceMath.amount0Up(low, high, liquidity).toBigInteger())
          .as("up from %s to %s of %s", low, high, liquidity)
          .isEqualTo(up(up(moved, high.toBigInteger()), low.toBigInteger()));
    }
  }

  @Test
  void movesThePriceByTheQuotientThatTheContractAdds() {
    for (int i = 0; i < Cases.COUNT; i++) {
      Uint256 price = price();
      Uint256 liquidity = Cases.amount(random, 128);
      Uint256 amount = Cases.amount(random, 158);
      BigInteger expected =
          price
              .toBigInteger()
              .add(amount.toBigInteger().multiply(Q96).divide(liquidity.toBigInteger()));
      assertThat(SqrtPriceMath.afterToken1In(price, liquidity, amount).toBigInteger())
          .as("from %s by %s at %s", price, amount, liquidity)
          .isEqualTo(expected);
    }
  }

  private Uint256 price() {
    Uint256 atTick =
        TickMath.sqrtPriceAt(Cases.between(random, TickMath.MIN_TICK, TickMath.MAX_TICK - 1));
    return atTick.plus(Uint256.of(random.nextInt(100)));
  }

  private static BigInteger up(BigInteger dividend, BigInteger divisor) {
    return dividend.add(divisor).subtract(BigInteger.ONE).divide(divisor);
  }
}
