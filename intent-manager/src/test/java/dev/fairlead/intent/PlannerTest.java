package dev.fairlead.intent;

import static dev.fairlead.intent.Samples.USDC;
import static dev.fairlead.intent.Samples.WETH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.Fees;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.intent.Constraints;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.GasInputs;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentType;
import dev.fairlead.model.intent.LimitPrice;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.TimeWindow;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Quote;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PlannerTest {
  private static final Market MARKET =
      Market.of(Samples.block(10), List.of(MemoryVenue.pair(2_500_000, 1_000)));
  private static final Fees FEES =
      Samples.fees(Samples.block(10), FeePerGas.of(1_000_000_000L), FeePerGas.of(1));

  @Test
  @DisplayName("failures #159: the least is never zero and never below what the slippage allows")
  void roundsTheLeastInTheStrategysFavour() {
    Random random = new Random(5);
    for (int i = 0; i < 500; i++) {
      Uint256 amount = Uint256.of(1 + random.nextInt(1_000_000_000));
      Fraction slippage = new Fraction(random.nextInt(50_000_000));
      Plan plan = plan(new Trade.ExactIn(USDC.amount(amount), WETH), slippage, null);
      Uint256 least = plan.least().units();
      Uint256 exact = plan.quoted().units();
      assertThat(least.isZero()).isFalse();
      assertThat(least.toBigInteger().multiply(BigInteger.valueOf(Fraction.ONE_IN_BILLIONTHS)))
          .isGreaterThanOrEqualTo(
              exact
                  .toBigInteger()
                  .multiply(
                      BigInteger.valueOf(Fraction.ONE_IN_BILLIONTHS - slippage.billionths())));
      assertThat(plan.sell().units()).isEqualTo(amount);
    }
  }

  @Test
  void raisesTheLeastToTheLimitPrice() {
    Trade trade = new Trade.ExactIn(USDC.amount(Uint256.of(1_000_000_000)), WETH);
    Plan free = plan(trade, Fraction.ofBasisPoints(100), null);
    Uint256 required = free.quoted().units().minus(Uint256.ONE);
    Plan limited =
        plan(
            trade,
            Fraction.ofBasisPoints(100),
            new LimitPrice(Uint256.of(1_000_000_000), required));
    assertThat(limited.least().units()).isEqualTo(required);
    assertThat(limited.least().compareTo(free.least())).isPositive();
  }

  @Test
  void refusesAMarketBelowTheLimitPrice() {
    Trade trade = new Trade.ExactIn(USDC.amount(Uint256.of(1_000_000_000)), WETH);
    Uint256 quoted = plan(trade, Fraction.ofBasisPoints(100), null).quoted().units();
    LimitPrice better = new LimitPrice(Uint256.of(1_000_000_000), quoted.plus(Uint256.ONE));
    assertThat(outcome(trade, Fraction.ofBasisPoints(100), better, Selection.everything()))
        .isInstanceOfSatisfying(
            Planner.Outcome.NotFound.class,
            none ->
                assertThat(none.reason())
                    .isEqualTo(
                        new Rejection.LimitPriceNotMet(
                            WETH.amount(quoted), WETH.amount(quoted.plus(Uint256.ONE)))));
  }

  @Test
  void sellsALittleMoreThanTheSmallestInputForAnExactOutput() {
    Uint256 wanted = Uint256.of(100_000_000_000_000_000L);
    Trade trade = new Trade.ExactOut(USDC, WETH.amount(wanted));
    Plan plan = plan(trade, Fraction.ofBasisPoints(50), null);
    Uint256 smallest = smallest(wanted);
    assertThat(plan.least().units()).isEqualTo(wanted);
    assertThat(plan.quoted().units()).isGreaterThanOrEqualTo(wanted);
    assertThat(plan.sell().units())
        .isEqualTo(smallest.plus(Fraction.ofBasisPoints(5).ofDown(smallest)));
    Plan strict = plan(trade, Fraction.ZERO, null);
    assertThat(strict.sell().units()).isEqualTo(smallest);
  }

  @Test
  void keepsTheHeadroomWithinTheLimitPrice() {
    Uint256 wanted = Uint256.of(100_000_000_000_000_000L);
    Uint256 smallest = smallest(wanted);
    Trade trade = new Trade.ExactOut(USDC, WETH.amount(wanted));
    LimitPrice price = new LimitPrice(smallest.plus(Uint256.ONE), wanted);
    Plan plan = plan(trade, Fraction.ofBasisPoints(50), price);
    assertThat(plan.sell().units()).isEqualTo(smallest.plus(Uint256.ONE));
    LimitPrice below = new LimitPrice(smallest.minus(Uint256.ONE), wanted);
    assertThat(outcome(trade, Fraction.ofBasisPoints(50), below, Selection.everything()))
        .isInstanceOfSatisfying(
            Planner.Outcome.NotFound.class,
            none -> assertThat(none.reason()).isInstanceOf(Rejection.LimitPriceNotMet.class));
  }

  @Test
  void sellsThePartThatGetsTheLimitPriceWhereItMay() {
    Trade trade = new Trade.ExactIn(USDC.amount(Uint256.of(100_000_000_000L)), WETH);
    Uint256 dollars = Uint256.of(2_550_000_000L);
    Uint256 ether = Uint256.of(10).pow(18);
    Fraction slippage = Fraction.ofBasisPoints(50);
    assertThat(outcome(trade, slippage, new LimitPrice(dollars, ether), Selection.everything()))
        .isInstanceOf(Planner.Outcome.NotFound.class);

    LimitPrice price = new LimitPrice(dollars, ether, true);
    Plan part = plan(trade, slippage, price);

    assertThat(part.sell().units()).isLessThan(Uint256.of(100_000_000_000L));
    assertThat(part.least().units()).isEqualTo(price.leastBuyFor(part.sell().units()));
    assertThat(part.quoted()).isGreaterThanOrEqualTo(part.least());
  }

  @Test
  void obeysTheStrategysVenues() {
    Trade trade = new Trade.ExactIn(USDC.amount(Uint256.of(1_000_000)), WETH);
    Selection<VenueId> none = new Selection<>(Set.of(), Set.of(MemoryVenue.VENUE));
    assertThat(outcome(trade, Fraction.ofBasisPoints(50), null, none))
        .isInstanceOfSatisfying(
            Planner.Outcome.NotFound.class,
            notFound -> assertThat(notFound.reason()).isInstanceOf(Rejection.NoRoute.class));
  }

  @Test
  void saysWhatGasWasTakenToCostInTheTokenThatItWasWeighedIn() {
    Trade sale = new Trade.ExactIn(USDC.amount(Uint256.of(1_000_000_000)), WETH);
    Trade purchase = new Trade.ExactOut(USDC, WETH.amount(Uint256.of(100_000_000_000_000_000L)));
    Uint256 coin = Uint256.of(1_000_000_000_000_000_000L);

    assertThat(outcome(sale, Fraction.ofBasisPoints(50), null, Selection.everything()))
        .isInstanceOfSatisfying(
            Planner.Outcome.Found.class,
            found ->
                assertThat(found.gas())
                    .isEqualTo(
                        new GasInputs(
                            FEES.at(),
                            FEES.nextBaseFee(),
                            FEES.priorityFee(),
                            WETH.amount(coin),
                            InclusionSpeed.NORMAL,
                            DataFee.none())));
    assertThat(outcome(purchase, Fraction.ZERO, null, Selection.everything()))
        .isInstanceOfSatisfying(
            Planner.Outcome.Found.class,
            found -> {
              TokenAmount worth = Objects.requireNonNull(found.gas().nativeWorth());
              assertThat(worth.token()).isEqualTo(USDC);
              assertThat(worth.units())
                  .isBetween(Uint256.of(2_000_000_000), Uint256.of(2_500_000_000L));
            });
  }

  @Test
  void weighsRoutesWithWhatTheirBytesCostAndSaysSo() {
    Trade trade = new Trade.ExactIn(USDC.amount(Uint256.of(1_000_000_000)), WETH);
    DataFee bytes =
        new DataFee.OpStack(
            Uint256.of(1_000_000_000), Uint256.ZERO, 62_500, 0, Uint256.ZERO, Uint256.ZERO, true);
    Fees fees =
        new Fees(
            FEES.at(),
            FEES.nextBaseFee(),
            FEES.tips(),
            FEES.speed(),
            FEES.form(),
            FEES.gasCap(),
            bytes,
            FEES.nextBlobBaseFee(),
            List.of());
    Intent intent = intent(trade, Fraction.ofBasisPoints(50), null, Selection.everything());
    assertThat(planner().plan(intent, MARKET, fees, WETH))
        .isInstanceOfSatisfying(
            Planner.Outcome.Found.class,
            found -> {
              assertThat(found.gas().dataFee()).isEqualTo(bytes);
              // Some 200 bytes at about 0.86 gwei.
              assertThat(found.grounds().dataCost())
                  .isBetween(Wei.of(100_000_000_000L), Wei.of(250_000_000_000L));
              assertThat(found.considered())
                  .allSatisfy(candidate ->
                      assertThat(candidate.dataCost())
                          .isBetween(Wei.of(10_000_000_000L), Wei.of(40_000_000_000L)));
            });
  }

  @Test
  void givesTheRoutesThatWerePricedWhenNoneCanBeTaken() {
    Trade trade = new Trade.ExactIn(USDC.amount(Uint256.of(1_000_000_000)), WETH);
    LimitPrice beyond = new LimitPrice(Uint256.ONE, Uint256.of(1_000_000_000_000_000_000L));
    assertThat(outcome(trade, Fraction.ofBasisPoints(50), beyond, Selection.everything()))
        .isInstanceOfSatisfying(
            Planner.Outcome.NotFound.class,
            none -> {
              assertThat(none.considered())
                  .singleElement()
                  .satisfies(route -> assertThat(route.amountOut().isZero()).isFalse());
              assertThat(none.gas().at()).isEqualTo(FEES.at());
            });
  }

  private static Uint256 smallest(Uint256 wanted) {
    Quote quote = MemoryVenue.pair(2_500_000, 1_000).quoteExactOut(USDC, WETH, wanted);
    return quote instanceof Quote.Filled filled ? filled.amountIn() : Uint256.ZERO;
  }

  private static Plan plan(Trade trade, Fraction slippage, @Nullable LimitPrice limit) {
    Planner.Outcome outcome = outcome(trade, slippage, limit, Selection.everything());
    if (outcome instanceof Planner.Outcome.Found found) {
      return found.plan();
    }
    throw new AssertionError("no plan: " + outcome);
  }

  private static Planner.Outcome outcome(
      Trade trade, Fraction slippage, @Nullable LimitPrice limit, Selection<VenueId> venues) {
    return planner().plan(intent(trade, slippage, limit, venues), MARKET, FEES, WETH);
  }

  private static Planner planner() {
    return new Planner(
        new GraphRouter(),
        ExecutionPolicy.standard(),
        new Ways(
            new TradeContracts(Samples.ACCOUNT, Samples.EXECUTOR, Map.of()),
            RouterUse.WHEN_CHEAPER));
  }

  private static Intent intent(
      Trade trade, Fraction slippage, @Nullable LimitPrice limit, Selection<VenueId> venues) {
    return new Intent(
        Samples.ID,
        Samples.STRATEGY,
        IntentType.SWAP,
        trade,
        new Constraints(
            slippage,
            limit,
            new TimeWindow(Samples.START, Samples.DEADLINE),
            null,
            null,
            venues,
            Selection.everything(),
            Privacy.PUBLIC,
            ExecutionStyle.ADAPTIVE,
            RouteTerms.OPEN));
  }
}
