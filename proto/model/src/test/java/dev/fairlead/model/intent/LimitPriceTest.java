package dev.fairlead.model.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Uint256;
import org.junit.jupiter.api.Test;

class LimitPriceTest {
  @Test
  void roundsInTheStrategysFavour() {
    LimitPrice price = new LimitPrice(Uint256.of(3), Uint256.of(2));
    assertThat(price.leastBuyFor(Uint256.of(4))).isEqualTo(Uint256.of(3));
    assertThat(price.mostSellFor(Uint256.of(3))).isEqualTo(Uint256.of(4));
    assertThat(price.leastBuyFor(Uint256.of(6))).isEqualTo(Uint256.of(4));
  }

  @Test
  void isBeyondAllNumbersWhereItLeavesThem() {
    LimitPrice greedy = new LimitPrice(Uint256.ONE, Uint256.MAX_VALUE);
    assertThat(greedy.leastBuyFor(Uint256.of(2))).isEqualTo(Uint256.MAX_VALUE);
    LimitPrice generous = new LimitPrice(Uint256.MAX_VALUE, Uint256.ONE);
    assertThat(generous.mostSellFor(Uint256.of(2))).isEqualTo(Uint256.MAX_VALUE);
  }
}
