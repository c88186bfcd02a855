package dev.fairlead.intent;

import static dev.fairlead.intent.Samples.USDC;
import static dev.fairlead.intent.Samples.WETH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Bytes;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.uniswap.v2.PairFee;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AveragePricesTest {
  private static final int WINDOW = 5;
  private static final TokenAmount TEN = WETH.amount(Uint256.of(10).pow(19));

  private final AveragePrices averages =
      new AveragePrices(
          new GraphRouter(), WETH, List.of(new PriceReferences.Pair(USDC, WETH)), WINDOW);

  @Test
  void hasNoPriceUntilItKnowsTheWholeWindow() {
    see(10, 2_500_000);
    assertThat(averages.knows(WETH, USDC)).isTrue();
    assertThat(averages.knows(USDC, WETH)).isTrue();
    assertThat(averages.worth(TEN, USDC, Samples.block(10)))
        .isEqualTo(new Reference.Missing("the node knows the price of 0 of 5 blocks"));
    assertThat(averages.worth(TEN, USDC, Samples.block(14)))
        .isEqualTo(new Reference.Missing("the node knows the price of 4 of 5 blocks"));
    assertThat(averages.worth(TEN, USDC, Samples.block(15))).isEqualTo(worth(2_500_000));
  }

  @Test
  void isTheMeanOfTheBlocksBeforeEachForAsLongAsItStood() {
    long seed = Long.getLong("fairlead.seed", 20_261_129L);
    Random random = new Random(seed);
    Map<Integer, Long> dollarsAt = new HashMap<>();
    long dollars = 2_500_000;
    int next = 1;
    for (int height = 1; height < 400; height++) {
      if (height == next) {
        dollars = 1_000_000L + random.nextInt(4_000_000);
        see(height, dollars);
        next = height + 1 + random.nextInt(3);
      }
      dollarsAt.put(height, dollars);
      if (height > WINDOW) {
        BigInteger sum = BigInteger.ZERO;
        for (int before = height - WINDOW; before < height; before++) {
          sum = sum.add(small(dollarsAt.getOrDefault(before, 0L)));
        }
        // Ten ether are a thousand times the hundredth of one that is asked for.
        BigInteger expected =
            sum.multiply(BigInteger.valueOf(1_000)).divide(BigInteger.valueOf(WINDOW));
        assertThat(averages.worth(TEN, USDC, Samples.block(height)))
            .as("seed %d, height %d", seed, height)
            .isEqualTo(Reference.of(USDC, expected));
      }
    }
  }

  @Test
  void forgetsTheBlocksThatAReorgTookAway() {
    for (int height = 1; height <= 6; height++) {
      see(height, 2_500_000);
    }
    see(7, 9_000_000);
    see(8, 9_000_000);
    see(7, 2_500_000);

    assertThat(averages.worth(TEN, USDC, Samples.block(9))).isEqualTo(worth(2_500_000));
  }

  @Test
  void movesByTheShareOfOneBlockWhenOneBlockIsBent() {
    for (int height = 1; height <= 6; height++) {
      see(height, 2_500_000);
    }
    see(7, 5_000_000);
    assertThat(averages.worth(TEN, USDC, Samples.block(7))).isEqualTo(worth(2_500_000));
    assertThat(averages.worth(TEN, USDC, Samples.block(8)))
        .isEqualTo(
            Reference.of(
                USDC,
                small(2_500_000)
                    .multiply(BigInteger.valueOf(4))
                    .add(small(5_000_000))
                    .multiply(BigInteger.valueOf(200))));
  }

  @Test
  void hasNoPriceWhereTheMarketHadNoWayWithinTheWindow() {
    see(1, 2_500_000);
    averages.see(Market.of(Samples.block(2), List.of()));
    for (int height = 3; height <= 7; height++) {
      see(height, 2_500_000);
    }
    assertThat(averages.worth(TEN, USDC, Samples.block(7)))
        .isEqualTo(new Reference.Missing("the market had no way at block 2"));
    assertThat(averages.worth(TEN, USDC, Samples.block(8))).isEqualTo(worth(2_500_000));
  }

  @Test
  void takesAsMuchOfACheapTokenAsAPriceNeeds() {
    // A hundredth of a dollar is worth a third of a unit.
    Token few = new Token(Samples.CHAIN, Samples.EXECUTOR, "FEW", 2);
    AveragePrices coarse =
        new AveragePrices(new GraphRouter(), WETH, List.of(new PriceReferences.Pair(USDC, few)), 1);
    Pool pool =
        new UniswapV2Pool(
            new PoolFacts(
                new PoolId(
                    Samples.CHAIN, new VenueId("uniswap-v2"), Bytes.of(Samples.EXECUTOR.toArray())),
                List.of(USDC, few),
                new Gas(90_000)),
            PairFee.ofBasisPoints(30),
            Uint256.of(300_000_000_000_000L),
            Uint256.of(10_000_000_000L));
    coarse.see(Market.of(Samples.block(1), List.of(pool)));

    TokenAmount dollars = USDC.amount(Uint256.of(30_000_000_000L));
    Reference.Known worth = (Reference.Known) coarse.worth(dollars, few, Samples.block(2));
    // 30,000 units of dollars are worth one, less the fee and a little for moving the price.
    assertThat(worth.worth().units().toLongExact()).isBetween(985_000L, 997_000L);
  }

  private void see(int height, long dollars) {
    averages.see(Market.of(Samples.block(height), List.<Pool>of(MemoryVenue.pair(dollars, 1_000))));
  }

  private static Reference worth(long dollars) {
    return Reference.of(USDC, small(dollars).multiply(BigInteger.valueOf(1_000)));
  }

  /** What a hundredth of an ether gives. */
  private static BigInteger small(long dollars) {
    Token sold = WETH;
    Quote quote = MemoryVenue.pair(dollars, 1_000).quoteExactIn(sold, USDC, Uint256.of(10).pow(16));
    return quote instanceof Quote.Filled filled
        ? filled.amountOut().toBigInteger()
        : BigInteger.ZERO;
  }
}
