package dev.fairlead.venue.curve.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.devnet.Cases;
import java.util.Random;
import java.util.function.Function;

/** How far the contracts' own arithmetic is from smooth, and what holds for trades all the same. */
final class CryptoSlack {
  private static final Uint256 DIGITS = Uint256.of(10).pow(13);

  private CryptoSlack() {}

  /** A part of the balance of the output. */
  static Uint256 of(Pool pool) {
    return ((CryptoPool) pool).state().balances().getLast().dividedBy(DIGITS).plus(Uint256.ONE);
  }

  /** Every trade leaves more profit than there was, also where the price scale moves. */
  static void checkThatSharesGain(Class<?> test, Function<Random, Pool> generator) {
    Random random = Cases.random(test);
    int traded = 0;
    int moved = 0;
    for (int i = 0; i < 1_000; i++) {
      CryptoPool pool = (CryptoPool) generator.apply(random);
      Quote quote =
          pool.quoteExactIn(
              pool.tokens().getFirst(), pool.tokens().getLast(), Cases.amount(random, 90));
      if (quote instanceof Quote.Filled filled) {
        CryptoState after = ((CryptoPool) filled.after()).state();
        assertThat(after.xcpProfit()).isGreaterThanOrEqualTo(pool.state().xcpProfit());
        if (after.priceScale().equals(pool.state().priceScale())) {
          assertThat(after.virtualPrice()).isGreaterThan(pool.state().virtualPrice());
        } else {
          moved++;
        }
        traded++;
      }
    }
    assertThat(traded).isGreaterThan(100);
    assertThat(moved).isGreaterThan(5);
  }
}
