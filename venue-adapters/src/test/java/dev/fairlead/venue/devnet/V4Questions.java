package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.QuoteRefusal;
import dev.fairlead.venue.uniswap.v4.PoolKey;
import dev.fairlead.venue.uniswap.v4.UniswapV4Pool;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Generated amounts put to a pool and to the real V4Quoter. */
final class V4Questions {
  private static final String KEY = "(address,address,uint24,int24,address)";

  /** Of the amounts that the manager can tell, beside the sign. */
  private static final int SIGNED_BITS = 127;

  private V4Questions() {}

  /** Whether the pool fills some amount; whatever it says, the quoter says so too. */
  static boolean isFilled(Playground playground, UniswapV4Pool pool, Random random) {
    boolean down = random.nextBoolean();
    boolean exactIn = random.nextBoolean();
    Token in = pool.tokens().get(down ? 0 : 1);
    Token out = pool.tokens().get(down ? 1 : 0);
    Uint256 amount = amount(random, pool, down, exactIn);
    PoolKey key = pool.terms().key();
    Optional<List<Object>> answer =
        playground.ask(
            playground.deployment().uniswapV4().quoter(),
            (exactIn ? "quoteExactInputSingle" : "quoteExactOutputSingle")
                + "(("
                + KEY
                + ",bool,uint128,bytes))",
            "(uint256,uint256)",
            List.of(
                List.of(
                    key.currency0(), key.currency1(), key.fee(), key.tickSpacing(), key.hooks()),
                down,
                amount.toBigInteger(),
                new byte[0]));
    Quote quote =
        exactIn ? pool.quoteExactIn(in, out, amount) : pool.quoteExactOut(in, out, amount);
    String told =
        key + (exactIn ? " in " : " out ") + (down ? "down " : "up ") + amount + " " + pool.fees();
    if (amount.bitLength() > SIGNED_BITS) {
      // The quoter takes it for its negative, and so for the opposite question.
      assertThat(quote).as("%s", told).isInstanceOf(Quote.Refused.class);
      return false;
    }
    return switch (quote) {
      case Quote.Filled(Uint256 amountIn, Uint256 amountOut, Pool _) -> {
        assertThat(answer.map(a -> number(a, 0)))
            .as("%s", told)
            .contains(exactIn ? amountOut : amountIn);
        yield true;
      }
      case Quote.Refused(QuoteRefusal reason) -> {
        switch (reason) {
          case AMOUNT_TOO_SMALL ->
              assertThat(answer.map(a -> number(a, 0)).orElse(Uint256.ZERO))
                  .as("%s", told)
                  .isEqualTo(Uint256.ZERO);
          // Amounts beyond 127 bits do not fit the manager's signed words: it reverts.
          case NO_LIQUIDITY, OVERFLOW -> assertThat(answer).as("%s", told).isEmpty();
          // A fee of all: nothing comes of an input, and an output can't be had.
          case PAUSED ->
              assertThat(answer.map(a -> number(a, 0)).filter(n -> !exactIn || !n.isZero()))
                  .as("%s", told)
                  .isEmpty();
          // The quoter has more gas than a transaction.
          case EXCEEDS_DEPTH ->
              assertThat(answer.map(a -> number(a, 1)).orElse(Uint256.MAX_VALUE))
                  .as("%s", told)
                  .isGreaterThan(Uint256.of(5_000_000));
          default -> throw new AssertionError(told + " was refused: " + reason);
        }
        yield false;
      }
    };
  }

  /** Some end at a tick, some fill the quoter's words. */
  private static Uint256 amount(Random random, UniswapV4Pool pool, boolean down, boolean exactIn) {
    return switch (random.nextInt(20)) {
      case 0 -> Cases.amount(random, 128);
      case 1, 2, 3 ->
          TickEdges.amount(random, pool, p -> ((UniswapV4Pool) p).state(), down, exactIn)
              .orElseGet(() -> Cases.amount(random, 105));
      default -> Cases.amount(random, 105);
    };
  }

  private static Uint256 number(List<Object> answer, int place) {
    return Uint256.of((BigInteger) answer.get(place));
  }
}
