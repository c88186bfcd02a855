package dev.fairlead.venue.depth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.balancer.v2.BalancerV2Pool;
import dev.fairlead.venue.devnet.Cases;
import dev.fairlead.venue.uniswap.v2.PairFee;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DepthTest {
  private static final ChainId CHAIN = new ChainId(1);
  private static final Token IN = token(1, 18);
  private static final Token OUT = token(2, 6);
  private static final Uint256 RESERVE_IN = Uint256.of(10).pow(21);
  private static final Uint256 RESERVE_OUT = Uint256.of(3_000_000_000_000L);

  /** Without a fee the price is y/x and falls with the square of x: x' = x / √(1 - move). */
  @Test
  void findsWhatMovesAConstantProductByAShare() {
    Depth depth = Depth.of(pair(0, RESERVE_IN, RESERVE_OUT), IN, OUT).orElseThrow();

    for (int move : new int[] {10, 100, 500}) {
      double root = Math.sqrt(1 - move / 10_000.0);
      double expected = RESERVE_IN.toDouble() * (1 / root - 1);
      assertThat(depth.within(move).toDouble() / expected).isBetween(0.998, 1.002);
    }
  }

  @Test
  void findsTheVeryAmountAtWhichThePriceHasMoved() {
    Random random = Cases.random(getClass());
    for (int i = 0; i < 200; i++) {
      Pool pool = pair(random.nextInt(100), Cases.amount(random, 100), Cases.amount(random, 100));
      Depth depth = Depth.of(pool, IN, OUT).orElse(null);
      if (depth != null) {
        Uint256 amount = depth.within(100);
        assertThat(amount.isZero() || holds(pool, depth, amount)).as("%s", amount).isTrue();
        assertThat(holds(pool, depth, amount.plus(Uint256.ONE))).as("%s + 1", amount).isFalse();
      }
    }
  }

  private static boolean holds(Pool pool, Depth depth, Uint256 amount) {
    return pool.quoteExactIn(IN, OUT, amount) instanceof Quote.Filled sold
        && sold.after().quoteExactIn(IN, OUT, depth.probe().amountIn()) instanceof Quote.Filled next
        && next.amountOut()
                .toBigInteger()
                .multiply(BigInteger.valueOf(10_000))
                .compareTo(
                    depth.probe().amountOut().toBigInteger().multiply(BigInteger.valueOf(9_900)))
            >= 0;
  }

  @Test
  void endsWhereThePoolTakesNoMoreInOneTrade() {
    Uint256 half = Uint256.of(500_000_000_000_000_000L);
    Uint256 balance = Uint256.of(10).pow(24);
    Pool weighted =
        BalancerV2Pool.weighted(facts(32, IN, token(3, 18)), List.of(half, half), balance, balance);

    Uint256 most = Depth.of(weighted, IN, token(3, 18)).orElseThrow().within(10_000);

    assertThat(most.toDouble() / balance.toDouble()).isBetween(0.3, 0.301);
  }

  @Test
  void takesTheProbeWithTheBestPriceOfAPoolThatHoldsOnlyLittle() {
    Depth depth = Depth.of(pair(30, Uint256.of(50), Uint256.of(80)), IN, OUT).orElseThrow();

    assertThat(depth.probe().amountIn()).isEqualTo(Uint256.of(10));
    assertThat(depth.within(10)).isEqualTo(Uint256.ZERO);
  }

  @Test
  void hasNoPriceWithoutLiquidity() {
    assertThat(Depth.of(pair(30, Uint256.ZERO, Uint256.ZERO), IN, OUT)).isEmpty();
    assertThat(Depth.of(pair(30, RESERVE_IN, RESERVE_OUT), IN, token(9, 18))).isEmpty();
  }

  @Test
  void saysHowMuchATradeMovesAgainstItself() {
    Pool pool = pair(0, RESERVE_IN, RESERVE_OUT);
    Depth depth = Depth.of(pool, IN, OUT).orElseThrow();
    Quote.Filled tenth =
        (Quote.Filled) pool.quoteExactIn(IN, OUT, RESERVE_IN.dividedBy(Uint256.of(9)));

    double impact = depth.impact(tenth.amountIn(), tenth.amountOut()).doubleValue() / 1e18;

    assertThat(impact).isBetween(0.09999, 0.10001);
    assertThat(depth.impact(depth.probe().amountIn(), depth.probe().amountOut())).isZero();
  }

  @Test
  void refusesAMoveBeyondTheWholePrice() {
    Depth depth = Depth.of(pair(30, RESERVE_IN, RESERVE_OUT), IN, OUT).orElseThrow();

    assertThatIllegalArgumentException().isThrownBy(() -> depth.within(10_001));
    assertThatIllegalArgumentException().isThrownBy(() -> depth.within(-1));
  }

  private static Pool pair(int fee, Uint256 reserveIn, Uint256 reserveOut) {
    return new UniswapV2Pool(facts(20, IN, OUT), PairFee.ofBasisPoints(fee), reserveIn, reserveOut);
  }

  private static PoolFacts facts(int keyLength, Token... tokens) {
    PoolId id = new PoolId(CHAIN, new VenueId("v"), Bytes.wrap(new byte[keyLength]));
    return new PoolFacts(id, List.of(tokens), new Gas(1));
  }

  private static Token token(int number, int decimals) {
    Address address = Address.of(Uint256.of(number).toBytes32(), 12, Address.LENGTH);
    return new Token(CHAIN, address, "T" + number, decimals);
  }
}
