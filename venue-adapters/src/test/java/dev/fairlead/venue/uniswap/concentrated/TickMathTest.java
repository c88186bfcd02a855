package dev.fairlead.venue.uniswap.concentrated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.devnet.Cases;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TickMathTest {
  private static final MathContext DIGITS = new MathContext(90);
  private static final BigDecimal BASE = new BigDecimal("1.0001");

  @Test
  void isNearTheRealPowerAtEveryMagnitude() {
    Random random = Cases.random(getClass());
    for (int i = 0; i < 300; i++) {
      int tick = Cases.between(random, TickMath.MIN_TICK, TickMath.MAX_TICK);
      BigDecimal exact = BASE.pow(Math.abs(tick), DIGITS).sqrt(DIGITS);
      BigDecimal root = tick < 0 ? BigDecimal.ONE.divide(exact, DIGITS) : exact;
      BigDecimal scaled = root.multiply(new BigDecimal(2).pow(96));
      BigDecimal actual = new BigDecimal(TickMath.sqrtPriceAt(tick).toBigInteger());

      BigDecimal error = actual.subtract(scaled).abs();
      BigDecimal most = scaled.movePointLeft(17).max(BigDecimal.TWO).setScale(0, RoundingMode.UP);
      assertThat(error).as("tick %s", tick).isLessThanOrEqualTo(most);
    }
  }

  @Test
  void hasTheKnownValuesAtTheEnds() {
    assertThat(TickMath.sqrtPriceAt(TickMath.MIN_TICK)).isEqualTo(TickMath.MIN_SQRT_PRICE);
    assertThat(TickMath.sqrtPriceAt(TickMath.MAX_TICK)).isEqualTo(TickMath.MAX_SQRT_PRICE);
    assertThat(TickMath.sqrtPriceAt(0)).isEqualTo(Uint256.ONE.shiftLeft(96));
  }

  @Test
  void findsTheTickOfEveryPrice() {
    Random random = Cases.random(getClass());
    for (int i = 0; i < 5_000; i++) {
      int tick = Cases.between(random, TickMath.MIN_TICK, TickMath.MAX_TICK - 1);
      Uint256 price = TickMath.sqrtPriceAt(tick);

      assertThat(TickMath.tickAt(price)).isEqualTo(tick);
      assertThat(TickMath.tickAt(TickMath.sqrtPriceAt(tick + 1).minus(Uint256.ONE)))
          .isEqualTo(tick);
    }
  }

  @Test
  void hasNoPriceBeyondTheEnds() {
    assertThatThrownBy(() -> TickMath.sqrtPriceAt(TickMath.MAX_TICK + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TickMath.tickAt(TickMath.MAX_SQRT_PRICE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TickMath.tickAt(TickMath.MIN_SQRT_PRICE.minus(Uint256.ONE)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
