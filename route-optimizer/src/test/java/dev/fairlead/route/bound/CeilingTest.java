package dev.fairlead.route.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.route.generated.GeneratedPools;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.erc4626.Erc4626Pool;
import dev.fairlead.venue.erc4626.ShareRate;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CeilingTest {
  private static final ChainId CHAIN = new ChainId(1);
  private static final Token A = token(1, 18);
  private static final Token B = token(2, 18);
  private static final Token C = token(3, 18);
  private static final Token D = token(4, 18);
  private static final Uint256 E18 = Uint256.of(1_000_000_000_000_000_000L);

  private static Token token(int number, int decimals) {
    byte[] address = new byte[20];
    address[19] = (byte) number;
    return new Token(CHAIN, Address.of(address), "T" + number, decimals);
  }

  private static Pool pair(int number, Token one, Token other, long reserve0, long reserve1) {
    return new GeneratedPools(CHAIN, number)
        .constantProduct(
            one, other, E18.times(Uint256.of(reserve0)), E18.times(Uint256.of(reserve1)), 30);
  }

  private static Market market(Pool... pools) {
    BlockRef block = new BlockRef(new BlockNumber(1), new BlockHash(Bytes32.ZERO));
    return Market.of(block, List.of(pools));
  }

  private static double most(Market market, Token sell, Uint256 amount, Token buy) {
    return Ceiling.over(market).of(sell.amount(amount), buy, List.of()).units().toDouble();
  }

  private static Uint256 given(Pool pool, Token in, Token out, Uint256 amount) {
    if (pool.quoteExactIn(in, out, amount) instanceof Quote.Filled filled) {
      return filled.amountOut();
    }
    throw new AssertionError(pool.id() + " refused " + amount);
  }

  @Test
  void equalsTheQuoteWhereThereIsOnePool() {
    Pool pool = pair(1, A, B, 1_000, 3_000);
    for (long amount : new long[] {1, 30, 500, 20_000}) {
      Uint256 units = E18.times(Uint256.of(amount));
      double quoted = given(pool, A, B, units).toDouble();
      assertThat(most(market(pool), A, units, B))
          .isGreaterThanOrEqualTo(quoted)
          .isCloseTo(quoted, withinPercentage(1e-6));
    }
  }

  @Test
  void equalsTheQuoteOfAPathWhereThatIsAllThereIs() {
    Pool first = pair(1, A, B, 1_000, 3_000);
    Pool second = pair(2, B, C, 500, 80);
    Uint256 amount = E18.times(Uint256.of(40));
    double quoted = given(second, B, C, given(first, A, B, amount)).toDouble();
    assertThat(most(market(first, second), A, amount, C))
        .isGreaterThanOrEqualTo(quoted)
        .isCloseTo(quoted, withinPercentage(1e-6));
  }

  /** Of equal prices, amounts in the proportion of the depths leave equal marginal prices. */
  @Test
  void equalsTheBestDivisionOverPoolsOfOnePrice() {
    Pool small = pair(1, A, B, 1_000, 3_000);
    Pool large = pair(2, A, B, 4_000, 12_000);
    Uint256 part = E18.times(Uint256.of(100));
    double quoted =
        given(small, A, B, part).plus(given(large, A, B, part.times(Uint256.of(4)))).toDouble();
    assertThat(most(market(small, large), A, part.times(Uint256.of(5)), B))
        .isGreaterThanOrEqualTo(quoted)
        .isCloseTo(quoted, withinPercentage(1e-6));
  }

  /** What goes out as one token leaves less of the others' price: a sale for two of them is one. */
  @Test
  void aPoolOfThreeTokensCountsOnce() {
    Uint256 third = Uint256.of(333_333_333_333_333_333L);
    Uint256 rest = Uint256.of(333_333_333_333_333_334L);
    Uint256 reserve = E18.times(Uint256.of(1_000));
    Pool three =
        new GeneratedPools(CHAIN, 1)
            .weighted(List.of(A, B, C), List.of(third, third, rest), reserve, reserve, reserve);
    Pool way = pair(2, C, B, 10_000, 10_000);
    Uint256 amount = E18.times(Uint256.of(200));
    Uint256 best = Uint256.ZERO;
    for (int share = 1; share < 200; share++) {
      Uint256 around = amount.times(Uint256.of(share)).dividedBy(Uint256.of(200));
      if (three.quoteExactIn(A, C, around) instanceof Quote.Filled filled) {
        Uint256 after = given(way, C, B, filled.amountOut());
        best = best.max(after.plus(given(filled.after(), A, B, amount.minus(around))));
      }
    }
    assertThat(most(market(three, way), A, amount, B))
        .isGreaterThanOrEqualTo(best.toDouble())
        .isCloseTo(best.toDouble(), withinPercentage(0.02));
  }

  @Test
  void countsWhatTheMarketsOwnArbitrageWouldAdd() {
    Pool cheap = pair(1, A, B, 1_000, 3_000);
    Pool dear = pair(2, A, B, 1_000, 3_300);
    double alone = most(market(dear), A, E18, B);
    assertThat(most(market(cheap, dear), A, E18, B)).isGreaterThan(alone + 1e18);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void everyPriceBoundsAndTheLowestBoundIsTight(long seed) {
    Random random = new Random(seed);
    GeneratedMarket generated = GeneratedMarket.mixed(random.nextLong(), 40, 8);
    Ceiling ceiling = Ceiling.over(generated.market());
    for (int k = 0; k < 10; k++) {
      Token sell = generated.token(random.nextInt(4));
      Token buy = generated.token(4 + random.nextInt(4));
      Uint256 amount = generated.worth(sell, 100 * Math.exp(7 * random.nextDouble()));
      Uint256 lowest = ceiling.of(sell.amount(amount), buy, List.of()).units();
      Uint256 least = lowest.minus(lowest.dividedBy(Uint256.of(100_000_000)));
      for (int i = 0; i < 5; i++) {
        double[] prices = quiet(generated.market(), buy);
        for (int t = 0; t < prices.length; t++) {
          prices[t] *= Math.exp(Math.pow(10, -i) * random.nextGaussian());
        }
        assertThat(ceiling.by(prices, sell.amount(amount), buy))
            .as("seed %s, %s of %s for %s", seed, amount, sell, buy)
            .isGreaterThanOrEqualTo(least);
      }
    }
  }

  /** At which the market gives nothing away. */
  private static double[] quiet(Market market, Token buy) {
    Gains gains = Gains.of(market, new Places(market));
    double[] prices = new double[gains.tokenCount()];
    prices[market.tokens().indexOf(buy)] = 1;
    new Potentials(gains).spread(prices);
    return prices;
  }

  /** Whatever pools it begins with, and whatever it was asked before. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void beginsAnywhereAndEndsAtTheSameBound(long seed) {
    Random random = new Random(seed);
    GeneratedMarket generated = GeneratedMarket.mixed(random.nextLong(), 300, 60);
    Market market = generated.market();
    Ceiling ceiling = Ceiling.over(market);
    for (int k = 0; k < 10; k++) {
      Token sell = generated.token(random.nextInt(30));
      Token buy = generated.token(30 + random.nextInt(30));
      TokenAmount amount =
          sell.amount(generated.worth(sell, 100 * Math.exp(6 * random.nextDouble())));
      List<PoolId> some =
          random.ints(20, 0, market.size()).mapToObj(p -> market.pool(p).id()).toList();
      double lowest = ceiling.of(amount, buy, List.of()).units().toDouble();
      assertThat(Ceiling.over(market).of(amount, buy, some).units().toDouble())
          .as("seed %s, %s for %s", seed, amount, buy)
          .isCloseTo(lowest, withinPercentage(0.001));
    }
  }

  /** A vault has no end, so the prices of its tokens can't be apart. */
  @Test
  void countsSharesOfAVaultAsTheAssetThatTheyAre() {
    Pool pool = pair(1, A, B, 1_000, 3_000);
    Pool vault = vault(2, B, C);
    Pool beside = pair(3, B, C, 4_000, 3_000);
    Uint256 amount = E18.times(Uint256.of(40));
    Uint256 between = given(pool, A, B, amount);
    assertThat(most(market(pool, vault), A, amount, C))
        .isGreaterThanOrEqualTo(given(vault, B, C, between).toDouble())
        .isCloseTo(given(vault, B, C, between).toDouble(), withinPercentage(1e-6));
    assertThat(most(market(vault), C, amount, B))
        .isCloseTo(given(vault, C, B, amount).toDouble(), withinPercentage(1e-6));
    double around = given(beside, B, C, E18.times(Uint256.of(150))).toDouble();
    double spared =
        given(vault, C, B, Uint256.of(new BigDecimal(around).toBigInteger())).toDouble();
    assertThat(most(market(pool, vault, beside), A, amount, B))
        .isGreaterThanOrEqualTo(between.toDouble() + spared - 150e18)
        .isGreaterThan(between.toDouble() * 1.001);
  }

  private static Pool vault(int number, Token asset, Token share) {
    PoolId id = new PoolId(CHAIN, new VenueId("vaults"), Bytes.wrap(share.address().toArray()));
    return new Erc4626Pool(
        new PoolFacts(id, List.of(asset, share), new Gas(number)),
        new ShareRate(
            E18.times(Uint256.of(1_100)), E18.times(Uint256.of(1_000)), Uint256.ONE, Uint256.ONE),
        Uint256.MAX_VALUE);
  }

  @Test
  void isNoneWhereItIsGivenUp() {
    Market market = market(pair(1, A, B, 1_000, 3_000));
    assertThat(Ceiling.over(market).of(A.amount(E18), B, List.of(), () -> false)).isEmpty();
    assertThat(Ceiling.over(market).of(A.amount(E18), B, List.of(), () -> true)).isPresent();
  }

  @Test
  void isNothingWhereNoWayLeads() {
    Ceiling ceiling = Ceiling.over(market(pair(1, A, B, 1, 1), pair(2, C, D, 1, 1)));
    assertThat(ceiling.of(A.amount(E18), C, List.of()).units()).isEqualTo(Uint256.ZERO);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void anAmountThatMovesNothingIsBoundByWhatItsBestWayGives(long seed) {
    Random random = new Random(seed);
    GeneratedMarket generated = GeneratedMarket.mixed(random.nextLong(), 400, 80);
    Market market = generated.market();
    Ceiling ceiling = Ceiling.over(market);
    for (int k = 0; k < 12; k++) {
      Token sell = generated.token(random.nextInt(40));
      Token buy = generated.token(40 + random.nextInt(40));
      Uint256 amount = generated.worth(sell, 1);
      double atBest = amount.toDouble() * bestPrice(market, sell, buy);
      assertThat(ceiling.of(sell.amount(amount), buy, List.of()).units().toDouble())
          .as("seed %s, %s of %s for %s", seed, amount, sell, buy)
          .isLessThanOrEqualTo(atBest * (1 + 1e-6));
    }
  }

  /** Of all ways, at the spot prices. */
  private static double bestPrice(Market market, Token sell, Token buy) {
    Map<Token, Double> best = new HashMap<>(Map.of(sell, 1.0));
    boolean isMoving = true;
    while (isMoving) {
      isMoving = false;
      for (Pool pool : market.pools()) {
        for (Token in : pool.tokens()) {
          for (Token out : pool.tokens()) {
            double price =
                in.equals(out) ? 0 : best.getOrDefault(in, 0.0) * pool.spotPrice(in, out);
            if (price > best.getOrDefault(out, 0.0) * (1 + 1e-12)) {
              best.put(out, price);
              isMoving = true;
            }
          }
        }
      }
    }
    return best.getOrDefault(buy, 0.0);
  }

  @Test
  void isTheSameForTheSameMarket() {
    GeneratedMarket generated = GeneratedMarket.mixed(9, 60, 12);
    Token sell = generated.token(0);
    Token buy = generated.token(7);
    Uint256 amount = generated.worth(sell, 20_000);
    assertThat(Ceiling.over(generated.market()).of(sell.amount(amount), buy, List.of()))
        .isEqualTo(Ceiling.over(generated.market()).of(sell.amount(amount), buy, List.of()));
  }

  @Test
  void namesATokenThatNoPoolHolds() {
    Ceiling ceiling = Ceiling.over(market(pair(1, A, B, 1_000, 3_000)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ceiling.of(A.amount(E18), C, List.of()))
        .withMessageContaining("no pool of the market holds");
  }
}
