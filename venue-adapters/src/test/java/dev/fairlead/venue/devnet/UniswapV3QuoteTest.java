package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import dev.fairlead.venue.uniswap.concentrated.TickMath;
import dev.fairlead.venue.uniswap.v3.UniswapV3Pool;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Quotes of generated pools against the real QuoterV2, price after the swap included. */
class UniswapV3QuoteTest {
  private static final int POOLS = Cases.pools(14);
  private static final int POSITIONS = 7;
  private static final Uint256 LOWEST = TickMath.MIN_SQRT_PRICE.plus(Uint256.ONE);
  private static final Uint256 HIGHEST = TickMath.MAX_SQRT_PRICE.minus(Uint256.ONE);

  @Test
  void quotesGeneratedPoolsAsTheQuoterDoes() {
    Random random = Cases.random(getClass());
    try (Playground playground = new Playground().withTokens(2, 24)) {
      GeneratedV3Pools.make(playground, random, POOLS, POSITIONS);
      List<Pool> pools =
          DevVenues.of(playground.dev()).uniswapV3().load(playground.chain(), playground.newest());
      assertThat(pools).hasSizeGreaterThan(playground.deployment().uniswapV3().pools().size());
      Tally tally = new Tally("Uniswap V3", pools.size());
      for (int i = 0; i < Cases.COUNT; ) {
        UniswapV3Pool pool = (UniswapV3Pool) pools.get(random.nextInt(pools.size()));
        if (pool.terms().tickSpacing() > 1 || random.nextInt(10) == 0) {
          tally.compare(() -> check(playground, pool, random));
          i++;
        }
      }
      tally.end(Cases.COUNT / 5);
    }
  }

  private static boolean check(Playground playground, UniswapV3Pool pool, Random random) {
    boolean down = random.nextBoolean();
    boolean exactIn = random.nextBoolean();
    Token in = pool.tokens().get(down ? 0 : 1);
    Token out = pool.tokens().get(down ? 1 : 0);
    Uint256 amount = amount(random, pool, down, exactIn);
    Optional<List<Object>> answer = ask(playground, pool, in, out, exactIn, amount);
    Quote quote =
        exactIn ? pool.quoteExactIn(in, out, amount) : pool.quoteExactOut(in, out, amount);
    String told = pool.id() + (exactIn ? " in " : " out ") + (down ? "down " : "up ") + amount;
    return switch (quote) {
      case Quote.Filled(Uint256 amountIn, Uint256 amountOut, Pool after) -> {
        assertThat(answer).as("%s gives %s", told, quote).isPresent();
        assertThat(exactIn ? amountOut : amountIn)
            .as("%s", told)
            .isEqualTo(number(answer.orElseThrow(), 0));
        assertThat(((UniswapV3Pool) after).state().sqrtPrice())
            .as("%s", told)
            .isEqualTo(number(answer.orElseThrow(), 1));
        yield true;
      }
      case Quote.Refused(QuoteRefusal reason) -> {
        switch (reason) {
          case AMOUNT_TOO_SMALL ->
              assertThat(answer.map(a -> number(a, 0)).orElse(Uint256.ZERO))
                  .as("%s", told)
                  .isEqualTo(Uint256.ZERO);
          case EXCEEDS_DEPTH, NO_LIQUIDITY ->
              assertThat(answer.map(UniswapV3QuoteTest::isOutOfReach).orElse(true))
                  .as("%s answers %s", told, answer)
                  .isTrue();
          case OVERFLOW -> assertThat(answer).as("%s", told).isEmpty();
          default -> throw new AssertionError(told + " was refused: " + reason);
        }
        yield false;
      }
    };
  }

  /** Some end at a tick, some are larger than anything. */
  private static Uint256 amount(Random random, UniswapV3Pool pool, boolean down, boolean exactIn) {
    return switch (random.nextInt(20)) {
      case 0 -> Cases.amount(random, 256);
      case 1, 2, 3 ->
          TickEdges.amount(random, pool, p -> ((UniswapV3Pool) p).state(), down, exactIn)
              .orElseGet(() -> Cases.amount(random, 105));
      default -> Cases.amount(random, 105);
    };
  }

  private static Optional<List<Object>> ask(
      Playground playground,
      UniswapV3Pool pool,
      Token in,
      Token out,
      boolean exactIn,
      Uint256 amount) {
    Deployment.UniswapV3 v3 = playground.deployment().uniswapV3();
    List<Object> arguments =
        List.of(
            in.address(),
            out.address(),
            amount.toBigInteger(),
            pool.terms().fee().pips(),
            BigInteger.ZERO);
    Address quoter = v3.quoter();
    String returns = "(uint256,uint160,uint32,uint256)";
    return exactIn
        ? playground.ask(
            quoter,
            "quoteExactInputSingle((address,address,uint256,uint24,uint160))",
            returns,
            arguments)
        : playground.ask(
            quoter,
            "quoteExactOutputSingle((address,address,uint256,uint24,uint160))",
            returns,
            arguments);
  }

  /**
   * The quoter fills a part of an exact input, up to the end of all prices, and has more gas than a
   * transaction.
   */
  private static boolean isOutOfReach(List<Object> answer) {
    Uint256 price = number(answer, 1);
    return price.equals(LOWEST)
        || price.equals(HIGHEST)
        || number(answer, 3).isGreaterThan(Uint256.of(7_500_000));
  }

  private static Uint256 number(List<Object> answer, int place) {
    return Uint256.of((BigInteger) answer.get(place));
  }
}
