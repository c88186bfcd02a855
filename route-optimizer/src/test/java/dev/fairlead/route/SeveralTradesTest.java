package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.generated.GeneratedPools;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A weighted pool takes 30 % of a balance in one trade, and more in several. */
final class SeveralTradesTest {
  private static final Token A = HandMade.token(1);
  private static final Token B = HandMade.token(2);
  private static final Token C = HandMade.token(3);
  private static final Uint256 HALF = Uint256.of(500_000_000_000_000_000L);
  private static final Pool WEIGHTED =
      new GeneratedPools(HandMade.CHAIN, 1)
          .weighted(List.of(A, B), List.of(HALF, HALF), HandMade.of(1_000), HandMade.of(1_000));
  private static final Pool ONWARD =
      new GeneratedPools(HandMade.CHAIN, 2)
          .constantProduct(B, C, HandMade.of(50_000), HandMade.of(50_000), 30);

  /** Each trade leaves its fee to the next, and no trade here is larger than the first may be. */
  private static final double MORE_FEES_KEPT = 2e-4;

  private static RouteResult ask(Market market, Trade trade, int legs) {
    return new GraphRouter()
        .route(market, new RouteRequest(trade, RouteLimits.of(3, legs), FeePerGas.ZERO, A));
  }

  private static Route bought(Market market, Token token, long whole, int legs) {
    Trade trade = new Trade.ExactOut(A, token.amount(HandMade.of(whole)));
    RouteResult result = ask(market, trade, legs);
    assertThat(result).as("%s", trade).isInstanceOf(RouteResult.Found.class);
    return ((RouteResult.Found) result).route();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(longs = {150, 260, 300, 400, 550, 640})
  void buysMoreThanOneTradeGives(long whole) {
    Market market = HandMade.market(WEIGHTED);
    Route route = bought(market, B, whole, 8);

    assertThat(route.quoted().units()).isGreaterThanOrEqualTo(HandMade.of(whole));
    assertThat(Routes.executed(market, route.legs())).isEqualTo(route.quoted().units());
    assertThat(route.legs()).hasSizeBetween(whole > 230 ? 2 : 1, 8);
    assertThat(route.sell().units().toDouble())
        .isLessThanOrEqualTo(inFourTrades(HandMade.of(whole)).toDouble() * (1 + MORE_FEES_KEPT));
  }

  /** The least amount that gives so much in at most four trades, each as large as may be. */
  private static Uint256 inFourTrades(Uint256 wanted) {
    Uint256 low = Uint256.ZERO;
    Uint256 high = HandMade.of(1_800);
    while (high.minus(low).isGreaterThan(Uint256.ONE)) {
      Uint256 middle = low.plus(high.minus(low).shiftRight(1));
      boolean isEnough = givenInFourTrades(middle).isAtLeast(wanted);
      high = isEnough ? middle : high;
      low = isEnough ? low : middle;
    }
    return high;
  }

  private static Uint256 givenInFourTrades(Uint256 amount) {
    Pool pool = WEIGHTED;
    Uint256 balance = HandMade.of(1_000);
    Uint256 left = amount;
    Uint256 given = Uint256.ZERO;
    for (int trade = 0; trade < 4 && !left.isZero(); trade++) {
      Uint256 most = balance.mulDivDown(Uint256.of(299_999), Uint256.of(1_000_000));
      Uint256 part = most.min(left);
      if (!(pool.quoteExactIn(A, B, part) instanceof Quote.Filled filled)) {
        throw new AssertionError("refused " + part);
      }
      given = given.plus(filled.amountOut());
      pool = filled.after();
      balance = balance.plus(part);
      left = left.minus(part);
    }
    return given;
  }

  @Test
  void goesOnBehindThePool() {
    Market market = HandMade.market(WEIGHTED, ONWARD);
    Route route = bought(market, C, 400, 4);
    assertThat(route.quoted().units()).isGreaterThanOrEqualTo(HandMade.of(400));
    assertThat(Routes.executed(market, route.legs())).isEqualTo(route.quoted().units());
  }

  @Test
  void sellsWhatBuyingTakes() {
    Market market = HandMade.market(WEIGHTED);
    Route bought = bought(market, B, 500, 4);
    RouteResult result = ask(market, new Trade.ExactIn(bought.sell(), B), 4);
    assertThat(result).isInstanceOf(RouteResult.Found.class);
    assertThat(((RouteResult.Found) result).route().quoted().units().toDouble())
        .isGreaterThan(HandMade.of(500).toDouble() * (1 - 1e-6));
  }

  @Test
  void isNotDeepEnoughForMoreThanFourTradesOrForMoreLegsThanAllowed() {
    assertThat(ask(HandMade.market(WEIGHTED), new Trade.ExactOut(A, B.amount(HandMade.of(800))), 8))
        .isInstanceOf(RouteResult.NotFound.class);
    assertThat(ask(HandMade.market(WEIGHTED), new Trade.ExactOut(A, B.amount(HandMade.of(400))), 2))
        .isInstanceOf(RouteResult.NotFound.class);
    assertThat(ask(HandMade.market(WEIGHTED), new Trade.ExactOut(A, B.amount(HandMade.of(640))), 4))
        .isInstanceOf(RouteResult.NotFound.class);
    assertThat(bought(HandMade.market(WEIGHTED), B, 400, 3).legs()).hasSize(3);
  }
}
