package dev.fairlead.venue.curve.crypto;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.devnet.Cases;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Pools of generated balances, prices, curves and fees, with profit made or not. */
final class GeneratedCrypto {
  private static final Uint256 TEN = Uint256.of(10);
  private static final Uint256 ONE_18 = CryptoCurve.ONE_18;
  private static final Uint256 HUNDRED = Uint256.of(100);

  private GeneratedCrypto() {}

  static CryptoPool pool(Random random, PoolFacts facts, CryptoTerms.Generation generation) {
    int coins = facts.tokens().size();
    List<Uint256> precisions =
        facts.tokens().stream().map(token -> TEN.pow(18 - token.decimals())).toList();
    List<Uint256> prices = new ArrayList<>();
    List<Uint256> averages = new ArrayList<>();
    for (int k = 1; k < coins; k++) {
      Uint256 price = TEN.pow(Cases.between(random, 15, 22)).times(digit(random));
      prices.add(price);
      // So near that a move of the price scale is worth less than the fee.
      averages.add(
          price
              .times(Uint256.of(Cases.between(random, 999_960, 1_000_040)))
              .dividedBy(Uint256.of(1_000_000)));
    }
    Uint256 worth = TEN.pow(Cases.between(random, 21, 26));
    List<Uint256> balances = new ArrayList<>();
    Uint256[] xp = new Uint256[coins];
    for (int k = 0; k < coins; k++) {
      Uint256 scale = k == 0 ? ONE_18 : prices.get(k - 1);
      Uint256 even = worth.times(ONE_18).dividedBy(scale).dividedBy(precisions.get(k));
      balances.add(percent(even, Cases.between(random, 60, 160)));
      xp[k] = balances.get(k).times(precisions.get(k)).times(scale).dividedBy(ONE_18);
    }
    CryptoTerms terms = terms(random, coins, generation, precisions);
    CryptoCurve curve = CryptoCurve.of(coins);
    Uint256 d = curve.invariant(terms.shape(), xp, Uint256.ZERO).orElseThrow();
    Uint256 supply = TEN.pow(Cases.between(random, 18, 24));
    Uint256 virtualPrice = virtualPrice(curve, d, prices, supply);
    // Half of the profit, and sometimes less or more, is what the price scale may use.
    Uint256 profit =
        virtualPrice.isGreaterThan(ONE_18)
            ? ONE_18.plus(percent(virtualPrice.minus(ONE_18), Cases.between(random, 150, 210)))
            : ONE_18;
    return new CryptoPool(
        facts,
        terms,
        new CryptoState(balances, d, prices, averages, profit, virtualPrice, supply, true));
  }

  private static CryptoTerms terms(
      Random random, int coins, CryptoTerms.Generation generation, List<Uint256> precisions) {
    long a = coins == 2 ? 40_000L : 270_000L;
    return new CryptoTerms(
        generation,
        Uint256.of(a * (1 + random.nextInt(100))),
        TEN.pow(Cases.between(random, 11, 14)).times(digit(random)),
        false,
        Uint256.of(1_000_000L + random.nextInt(10_000_000)),
        Uint256.of(20_000_000L + random.nextInt(200_000_000)),
        TEN.pow(Cases.between(random, 13, 16)).times(digit(random)),
        TEN.pow(Cases.between(random, 8, 12)),
        TEN.pow(Cases.between(random, 11, 14)),
        precisions);
  }

  private static Uint256 virtualPrice(
      CryptoCurve curve, Uint256 d, List<Uint256> prices, Uint256 supply) {
    Uint256 n = Uint256.of(prices.size() + 1L);
    Uint256[] even = new Uint256[prices.size() + 1];
    even[0] = d.dividedBy(n);
    for (int k = 0; k < prices.size(); k++) {
      even[k + 1] = d.times(ONE_18).dividedBy(n.times(prices.get(k)));
    }
    return curve.mean(even).times(ONE_18).dividedBy(supply);
  }

  private static Uint256 digit(Random random) {
    return Uint256.of(1 + random.nextInt(9));
  }

  private static Uint256 percent(Uint256 amount, int percent) {
    return amount.times(Uint256.of(percent)).dividedBy(HUNDRED);
  }
}
