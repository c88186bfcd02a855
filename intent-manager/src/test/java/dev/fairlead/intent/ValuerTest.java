package dev.fairlead.intent;

import static dev.fairlead.intent.Samples.USDC;
import static dev.fairlead.intent.Samples.WETH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.route.Router;
import dev.fairlead.venue.Market;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ValuerTest {
  private static final Uint256 ETHER = Uint256.of(10).pow(18);
  private static final TokenAmount ONE = WETH.amount(ETHER);

  private final AtomicInteger asked = new AtomicInteger();
  private final Router router = new GraphRouter();
  private final Valuer valuer =
      new Valuer((market, request) -> {
        asked.incrementAndGet();
        return router.route(market, request);
      });

  @Test
  void pricesAPairOnceABlock() {
    Optional<TokenAmount> first = value(market(10, 2_500_000), ONE);
    assertThat(first).isEqualTo(value(market(10, 2_500_000), ONE));
    assertThat(asked).hasValue(1);
    assertThat(value(market(11, 5_000_000), ONE).orElseThrow()).isGreaterThan(first.orElseThrow());
    assertThat(asked).hasValue(2);
  }

  @Test
  void pricesAheadWhatWasAskedForOfLate() {
    value(market(10, 2_500_000), ONE);
    valuer.renew(market(11, 5_000_000), WETH);
    valuer.renew(market(11, 5_000_000), WETH);
    assertThat(asked).hasValue(2);
    TokenAmount renewed = value(market(11, 5_000_000), ONE).orElseThrow();
    assertThat(asked).hasValue(2);
    assertThat(renewed).isEqualTo(fresh(market(11, 5_000_000)));
  }

  @Test
  void forgetsWhatNobodyAsksFor() {
    value(market(10, 2_500_000), ONE);
    for (int i = 1; i <= 100; i++) {
      valuer.renew(market(10 + i, 2_500_000), WETH);
    }
    assertThat(asked).hasValueLessThan(100);
    int before = asked.get();
    valuer.renew(market(200, 2_500_000), WETH);
    assertThat(asked).hasValue(before);
  }

  @Test
  void remembersNoMoreThanAFewPairs() {
    for (int i = 1; i <= 100; i++) {
      byte[] address = new byte[Address.LENGTH];
      address[0] = 1;
      address[1] = (byte) i;
      Token other = new Token(Samples.CHAIN, Address.of(address), "T" + i, 18);
      value(market(10, 2_500_000), other.amount(ETHER));
    }
    asked.set(0);
    valuer.renew(market(11, 2_500_000), WETH);
    assertThat(asked).hasValueLessThanOrEqualTo(16);
  }

  @Test
  @DisplayName("a large amount is worth its share, also where the pool could not take it")
  void doesNotLetALargeAmountLookSmall() {
    TokenAmount one = value(market(10, 2_500_000), ONE).orElseThrow();
    Uint256 many = Uint256.of(1_000_000);
    TokenAmount all = value(market(10, 2_500_000), WETH.amount(ETHER.times(many))).orElseThrow();
    assertThat(all.units()).isGreaterThanOrEqualTo(one.units().minus(Uint256.ONE).times(many));
    TokenAmount dollars = USDC.amount(Uint256.MAX_VALUE);
    assertThat(valuer.value(market(10, 2_500_000), WETH, dollars, WETH))
        .hasValue(WETH.amount(Uint256.MAX_VALUE));
  }

  @Test
  void knowsNoValueWhereThereIsNoWay() {
    assertThat(value(Market.of(Samples.block(10), List.of()), ONE)).isEmpty();
  }

  private TokenAmount fresh(Market market) {
    return new Valuer(router).value(market, WETH, ONE, USDC).orElseThrow();
  }

  private Optional<TokenAmount> value(Market market, TokenAmount amount) {
    return valuer.value(market, WETH, amount, USDC);
  }

  private static Market market(long block, long dollars) {
    return Market.of(Samples.block(block), List.of(MemoryVenue.pair(dollars, 1_000)));
  }
}
