package dev.fairlead.model.intent;

import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a trade holds while its legs run one after another: at first only what it sells, at the end
 * nothing but what it buys.
 *
 * <p>A leg takes its input out of what is held of its first token, and what it gives is held of its
 * last. So legs may meet at a token in between, and go on from there as one or as several.
 *
 * <p>Mutable; for one thread.
 */
public final class Holdings {
  private final Token sold;
  private final Token bought;
  private final Map<Token, Uint256> held = new LinkedHashMap<>();
  private int legs;

  /** Before the first leg. */
  public Holdings(TokenAmount sell, Token bought) {
    this.sold = sell.token();
    this.bought = bought;
    held.put(sold, sell.units());
  }

  /**
   * Holds legs against what they are to sell and to give together.
   *
   * @throws IllegalArgumentException if a leg can't run, or they leave something else
   */
  public static void check(TokenAmount sell, TokenAmount quoted, List<Leg> legs) {
    Holdings holdings = new Holdings(sell, quoted.token());
    legs.forEach(holdings::run);
    holdings.held.forEach((token, units) -> {
      if (!token.equals(quoted.token()) && !units.isZero()) {
        throw new IllegalArgumentException("the legs leave " + token.amount(units) + " behind");
      }
    });
    Uint256 given = holdings.of(quoted.token());
    if (!given.equals(quoted.units())) {
      throw new IllegalArgumentException(
          "the legs give " + quoted.token().amount(given) + " but " + quoted + " is quoted");
    }
  }

  /** What is held of a token now. */
  public Uint256 of(Token token) {
    return held.getOrDefault(token, Uint256.ZERO);
  }

  /** Whether the next leg, if it is this one, takes all that is held of its first token. */
  public boolean takesAll(Leg next) {
    return of(next.tokenIn()).equals(next.amountIn());
  }

  /**
   * Runs the next leg.
   *
   * @throws IllegalArgumentException if it takes what is not held, or leads where no leg may
   */
  public void run(Leg leg) {
    Token from = leg.tokenIn();
    Token to = leg.tokenOut();
    check(!from.equals(to), leg, "ends where it began");
    check(!from.equals(bought), leg, "begins at the token bought");
    check(!to.equals(sold), leg, "ends at the token sold");
    check(!leg.amountIn().isZero(), leg, "takes nothing");
    Uint256 there = of(from);
    boolean isThere = leg.amountIn().isAtMost(there);
    check(
        isThere,
        leg,
        isThere
            ? ""
            : "takes " + from.amount(leg.amountIn()) + " but " + from.amount(there) + " is held");
    held.put(from, there.minus(leg.amountIn()));
    held.put(to, of(to).plus(leg.amountOut()));
    legs++;
  }

  private void check(boolean holds, Leg leg, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(
          "leg " + legs + ", " + leg.tokenIn() + " to " + leg.tokenOut() + ", " + otherwise);
    }
  }
}
