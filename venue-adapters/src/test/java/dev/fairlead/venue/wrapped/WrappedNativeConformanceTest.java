package dev.fairlead.venue.wrapped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolConformance;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.executor.ExecutorHop;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WrappedNativeConformanceTest extends PoolConformance {
  @Override
  protected Pool generate(Random random) {
    return new WrappedNativePool(wrapper(18));
  }

  @Test
  @DisplayName("failures #160: the coin is its wrapper, to the last unit and without end")
  void exchangesOneForOne() {
    Pool pool = new WrappedNativePool(wrapper(18));
    Token coin = pool.tokens().getFirst();
    Token wrapped = pool.tokens().getLast();

    for (Uint256 amount : List.of(Uint256.ONE, Uint256.of(10).pow(18), Uint256.MAX_VALUE)) {
      Quote expected = new Quote.Filled(amount, amount, pool);
      assertThat(pool.quoteExactIn(coin, wrapped, amount)).isEqualTo(expected);
      assertThat(pool.quoteExactOut(coin, wrapped, amount)).isEqualTo(expected);
      assertThat(pool.quoteExactIn(wrapped, coin, amount)).isEqualTo(expected);
    }
    assertThat(pool.spotPrice(wrapped, coin)).isEqualTo(1);
    assertThat(pool.spotPrice(coin, coin)).isZero();
    assertThat(pool.hop(coin, wrapped)).isEqualTo(new ExecutorHop.Wrapping(wrapped.address()));
    assertThat(pool.hop(wrapped, coin)).isEqualTo(new ExecutorHop.Wrapping(Address.ZERO));
  }

  @Test
  void isOfTheCoinAndATokenOfTheSameDecimals() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WrappedNativePool(wrapper(17)))
        .withMessageContaining("decimals");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WrappedNativePool(facts("wrapped-native", 20, 18, 18)))
        .withMessageContaining("the coin and its wrapper");
  }

  private static PoolFacts wrapper(int decimals) {
    PoolFacts facts = facts("wrapped-native", 20, 18, 18);
    Token wrapped = facts.tokens().getLast();
    Token coin = new Token(wrapped.chain(), Address.ZERO, "ETH", decimals);
    return new PoolFacts(facts.id(), List.of(coin, wrapped), facts.gas());
  }
}
