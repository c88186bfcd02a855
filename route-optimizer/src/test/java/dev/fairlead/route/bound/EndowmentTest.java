package dev.fairlead.route.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.route.HandMade;
import dev.fairlead.route.generated.GeneratedPools;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds of several amounts at once: A and B both lead to T, over one pool or by their own. */
final class EndowmentTest {
  private static final Token A = HandMade.token(1);
  private static final Token B = HandMade.token(2);
  private static final Token T = HandMade.token(3);
  private static final Pool AT = pool(1, A, T, 1_000, 3_000);
  private static final Pool BT = pool(2, B, T, 800, 500);
  private static final Pool BA = pool(3, B, A, 2_000, 420);

  private static Pool pool(int number, Token one, Token other, long reserve0, long reserve1) {
    return new GeneratedPools(HandMade.CHAIN, number)
        .constantProduct(one, other, HandMade.of(reserve0), HandMade.of(reserve1), 30);
  }

  private static Ceiling over(Pool... pools) {
    return Ceiling.over(HandMade.market(pools));
  }

  private static Uint256 given(Pool pool, Token in, Token out, Uint256 amount) {
    if (pool.quoteExactIn(in, out, amount) instanceof Quote.Filled filled) {
      return filled.amountOut();
    }
    throw new AssertionError(pool.id() + " refused " + amount);
  }

  private static Uint256 taken(Pool pool, Token in, Token out, Uint256 wanted) {
    if (pool.quoteExactOut(in, out, wanted) instanceof Quote.Filled filled) {
      return filled.amountIn();
    }
    throw new AssertionError(pool.id() + " refused " + wanted);
  }

  private static double most(Ceiling ceiling, TokenAmount... sold) {
    return ceiling.of(List.of(sold), T, List.of()).units().toDouble();
  }

  private static double least(Ceiling ceiling, TokenAmount... bought) {
    return ceiling.leastFor(T, List.of(bought), List.of()).units().toDouble();
  }

  @Test
  void amountsThatShareNoPoolAddUp() {
    double sum = given(AT, A, T, HandMade.of(70)).plus(given(BT, B, T, HandMade.of(90))).toDouble();
    assertThat(most(over(AT, BT), A.amount(HandMade.of(70)), B.amount(HandMade.of(90))))
        .isGreaterThanOrEqualTo(sum)
        .isCloseTo(sum, withinPercentage(1e-6));
  }

  @Test
  void amountsThatMeetBeforeAPoolTradeThereAsOne() {
    Uint256 met = HandMade.of(70).plus(given(BA, B, A, HandMade.of(90)));
    double together = given(AT, A, T, met).toDouble();
    double alone =
        given(AT, A, T, HandMade.of(70))
            .plus(given(AT, A, T, given(BA, B, A, HandMade.of(90))))
            .toDouble();
    assertThat(most(over(AT, BA), A.amount(HandMade.of(70)), B.amount(HandMade.of(90))))
        .isGreaterThanOrEqualTo(together)
        .isCloseTo(together, withinPercentage(1e-6))
        .isLessThan(alone);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(longs = {1, 30, 400, 900})
  void theLeastForAnAmountIsWhatThePoolTakes(long whole) {
    double quoted = taken(AT, T, A, HandMade.of(whole)).toDouble();
    assertThat(least(over(AT), A.amount(HandMade.of(whole))))
        .isLessThanOrEqualTo(quoted)
        .isCloseTo(quoted, withinPercentage(1e-6));
  }

  @Test
  void theLeastForAmountsBehindOnePoolIsThatOfTheirSum() {
    Uint256 met = HandMade.of(70).plus(taken(BA, A, B, HandMade.of(90)));
    double quoted = taken(AT, T, A, met).toDouble();
    assertThat(least(over(AT, BA), A.amount(HandMade.of(70)), B.amount(HandMade.of(90))))
        .isLessThanOrEqualTo(quoted)
        .isCloseTo(quoted, withinPercentage(1e-6));
  }

  /** Where B is cheaper over A in part, less is taken than by either way alone. */
  @Test
  void theLeastIsThatOfTheBestDivision() {
    double best = Double.POSITIVE_INFINITY;
    for (int part = 0; part <= 200; part++) {
      Uint256 around = HandMade.of(part);
      Uint256 met = HandMade.of(70).plus(part == 0 ? Uint256.ZERO : taken(BA, A, B, around));
      Uint256 direct = part == 200 ? Uint256.ZERO : taken(BT, T, B, HandMade.of(200).minus(around));
      best = Math.min(best, taken(AT, T, A, met).plus(direct).toDouble());
    }
    assertThat(least(over(AT, BA, BT), A.amount(HandMade.of(70)), B.amount(HandMade.of(200))))
        .isLessThanOrEqualTo(best)
        .isCloseTo(best, withinPercentage(0.01));
  }

  @Test
  void nothingIsCertainOfWhatNoWayLeadsTo() {
    assertThat(least(over(AT, pool(4, B, HandMade.token(5), 1, 1)), B.amount(HandMade.of(1))))
        .isZero();
  }
}
