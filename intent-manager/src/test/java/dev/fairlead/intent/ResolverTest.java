package dev.fairlead.intent;

import static dev.fairlead.intent.Samples.START;
import static dev.fairlead.intent.Samples.USDC;
import static dev.fairlead.intent.Samples.WETH;
import static dev.fairlead.intent.Samples.units;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Constraints;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentType;
import dev.fairlead.model.intent.LimitPrice;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.StrategyId;
import dev.fairlead.model.intent.TimeWindow;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.model.intent.VenueId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ResolverTest {
  private static final ChainId OTHER_CHAIN = new ChainId(2);
  private static final StrategyId POOR = StrategyId.parse("00000000-0000-0000-0000-000000000001");

  private final Resolver resolver =
      new Resolver(
          new TokenBook(List.of(USDC, WETH)),
          new Strategies(
              Map.of(Samples.STRATEGY, config(Map.of(Samples.CHAIN, USDC)), POOR, config(Map.of())),
              null),
          Set.of(Samples.CHAIN),
          ExecutionPolicy.standard());

  private static StrategyConfig config(Map<ChainId, Token> funding) {
    return new StrategyConfig(
        Samples.ACCOUNT,
        funding,
        Fraction.ofBasisPoints(30),
        Duration.ofMinutes(2),
        Privacy.PRIVATE,
        new Selection<>(Set.of(venue("a"), venue("b")), Set.of(venue("c"))),
        Selection.everything(),
        new RouteTerms(Fraction.ofBasisPoints(100), 2, 9, new Gas(1_000), Selection.everything()));
  }

  private static VenueId venue(String name) {
    return new VenueId(name);
  }

  @Test
  void paysAnAcquisitionWithTheFundingAsset() {
    Intent intent = resolved(acquire(units(5)));
    assertThat(intent.trade()).isEqualTo(new Trade.ExactOut(USDC, WETH.amount(units(5))));
  }

  @Test
  void sellsADisposalForTheFundingAsset() {
    Intent intent =
        resolved(request(IntentType.DISPOSE, List.of(target(WETH, units(5))), null, open()));
    assertThat(intent.trade()).isEqualTo(new Trade.ExactIn(WETH.amount(units(5)), USDC));
  }

  @Test
  void takesTheExactSideOfASwap() {
    assertThat(resolved(swap(target(USDC, units(7)), target(WETH, null))).trade())
        .isEqualTo(new Trade.ExactIn(USDC.amount(units(7)), WETH));
    assertThat(resolved(swap(target(USDC, null), target(WETH, units(7)))).trade())
        .isEqualTo(new Trade.ExactOut(USDC, WETH.amount(units(7))));
    assertThat(refused(swap(target(USDC, units(7)), target(WETH, units(7)))))
        .isInstanceOf(Rejection.Invalid.class);
    assertThat(refused(swap(target(USDC, null), target(WETH, null))))
        .isInstanceOf(Rejection.Invalid.class);
    assertThat(refused(swap(target(USDC, units(7)), target(USDC, null))))
        .isInstanceOf(Rejection.Invalid.class);
  }

  @Test
  void fillsInPartOnlyWhatIsSold() {
    LimitPrice part = new LimitPrice(units(2), units(1), true);
    IntentRequest disposal =
        request(IntentType.DISPOSE, List.of(target(WETH, units(5))), null, limited(part));
    assertThat(resolved(disposal).constraints().limitPrice()).isEqualTo(part);
    assertThat(refused(acquire(units(5), limited(part))).message())
        .contains("constraints.limit_price.partially_fillable");
    LimitPrice whole = new LimitPrice(units(2), units(1));
    assertThat(resolved(acquire(units(5), limited(whole))).constraints().limitPrice())
        .isEqualTo(whole);
  }

  private static IntentRequest.Terms limited(LimitPrice limit) {
    return new IntentRequest.Terms(
        null,
        null,
        null,
        null,
        limit,
        null,
        null,
        null,
        ExecutionStyle.ADAPTIVE,
        Selection.everything(),
        Selection.everything(),
        RouteTerms.OPEN);
  }

  @Test
  void fillsInWhatTheStrategyLeftOpen() {
    Intent intent = resolved(acquire(units(5)));
    assertThat(intent.constraints().maxSlippage()).isEqualTo(Fraction.ofBasisPoints(30));
    assertThat(intent.constraints().privacy()).isEqualTo(Privacy.PRIVATE);
    assertThat(intent.constraints().window())
        .isEqualTo(new TimeWindow(START, START.plus(Duration.ofMinutes(2))));
  }

  @Test
  void takesTheStrategysTermsOfARouteWhereTheIntentHasNoneButNoneWiderThanTheNodes() {
    RouteTerms usual =
        new RouteTerms(Fraction.ofBasisPoints(100), 2, 4, new Gas(1_000), Selection.everything());
    assertThat(resolved(acquire(units(5))).constraints().route()).isEqualTo(usual);
    Constraints own =
        resolved(
                acquire(
                    units(5),
                    route(
                        new Selection<>(Set.of(venue("b"), venue("c")), Set.of(venue("d"))),
                        new RouteTerms(null, 3, 4, null, Selection.everything()))))
            .constraints();
    assertThat(own.route())
        .isEqualTo(
            new RouteTerms(
                Fraction.ofBasisPoints(100), 3, 4, new Gas(1_000), Selection.everything()));
    assertThat(own.venues())
        .isEqualTo(new Selection<>(Set.of(venue("b")), Set.of(venue("c"), venue("d"))));
  }

  @Test
  void refusesAnIntentThatLeavesTheStrategyNoVenue() {
    assertThat(
            refused(
                acquire(
                    units(5),
                    route(
                        new Selection<>(Set.of(venue("c"), venue("d")), Set.of()),
                        RouteTerms.OPEN))))
        .isInstanceOfSatisfying(
            Rejection.Invalid.class,
            invalid -> assertThat(invalid.field()).isEqualTo("constraints.allowed_venues"));
  }

  @Test
  void countsAWindowFromAcceptance() {
    Intent intent = resolved(acquire(units(5), window(Duration.ofSeconds(60), null, null)));
    assertThat(intent.constraints().window().deadline()).isEqualTo(START.plusSeconds(60));
  }

  @Test
  @DisplayName("failures #120: deadlines that are past, contradictory or beyond all time")
  void refusesDeadlinesThatMakeNoSense() {
    assertThat(refused(acquire(units(5), window(null, null, START))))
        .isEqualTo(new Rejection.DeadlinePassed(START));
    assertThat(refused(acquire(units(5), window(Duration.ZERO, null, null))))
        .isInstanceOf(Rejection.Invalid.class);
    assertThat(refused(acquire(units(5), window(Duration.ofMillis(Long.MAX_VALUE), null, null))))
        .isInstanceOf(Rejection.Invalid.class);
    assertThat(
            refused(acquire(units(5), window(Duration.ofSeconds(1), null, START.plusSeconds(9)))))
        .isInstanceOf(Rejection.Invalid.class);
    assertThat(refused(acquire(units(5), window(null, START.plusSeconds(9), START.plusSeconds(9)))))
        .isInstanceOf(Rejection.Invalid.class);
  }

  @Test
  @DisplayName("failures #132: amounts of zero and above what a trade can carry")
  void refusesAmountsThatNoTradeCanCarry() {
    assertThat(refused(acquire(Uint256.ZERO))).isInstanceOf(Rejection.Invalid.class);
    assertThat(refused(acquire(Uint256.MAX_VALUE))).isInstanceOf(Rejection.Invalid.class);
    assertThat(refused(acquire(Resolver.LARGEST_AMOUNT.plus(Uint256.ONE))))
        .isInstanceOf(Rejection.Invalid.class);
    assertThat(resolved(acquire(Resolver.LARGEST_AMOUNT)).trade())
        .isInstanceOf(Trade.ExactOut.class);
  }

  @Test
  @DisplayName(
      "failures #150, #155: the address decides, and a wrong symbol or decimals are refused")
  void refusesTokensThatAreNotWhatTheyAreCalled() {
    assertThat(refused(acquire(named(Samples.CHAIN, WETH.address(), "USDC", null))))
        .isInstanceOf(Rejection.TokenMismatch.class);
    assertThat(refused(acquire(named(Samples.CHAIN, WETH.address(), "WETH", 6))))
        .isInstanceOf(Rejection.TokenMismatch.class);
    assertThat(refused(acquire(named(Samples.CHAIN, Samples.EXECUTOR, "WETH", 18))))
        .isEqualTo(new Rejection.UnknownToken(Samples.CHAIN, Samples.EXECUTOR));
    assertThat(refused(acquire(named(OTHER_CHAIN, WETH.address(), "WETH", 18))))
        .isEqualTo(new Rejection.UnknownChain(OTHER_CHAIN));
  }

  @Test
  void refusesStrategiesItDoesNotKnowOrCannotFund() {
    StrategyId unknown = StrategyId.parse("00000000-0000-0000-0000-000000000002");
    assertThat(refused(by(unknown))).isInstanceOf(Rejection.Invalid.class);
    assertThat(refused(by(POOR))).isEqualTo(new Rejection.NoFundingAsset(POOR, Samples.CHAIN));
  }

  @Test
  void takesTheFundingAssetThatTheRequestNames() {
    Intent intent =
        resolved(
            new IntentRequest(
                Samples.ID,
                POOR,
                IntentType.ACQUIRE,
                List.of(target(WETH, units(5))),
                target(USDC, null).asset(),
                open()));
    assertThat(intent.trade().sell()).isEqualTo(USDC);
  }

  private Intent resolved(IntentRequest request) {
    if (resolver.resolve(request, START) instanceof Resolution.Resolved resolved) {
      return resolved.intent();
    }
    throw new AssertionError("not resolved: " + resolver.resolve(request, START));
  }

  private Rejection refused(IntentRequest request) {
    if (resolver.resolve(request, START) instanceof Resolution.Unresolved unresolved) {
      return unresolved.reason();
    }
    throw new AssertionError("resolved: " + request);
  }

  private static IntentRequest by(StrategyId strategy) {
    return new IntentRequest(
        Samples.ID, strategy, IntentType.ACQUIRE, List.of(target(WETH, units(5))), null, open());
  }

  private static IntentRequest acquire(Uint256 amount) {
    return acquire(amount, open());
  }

  private static IntentRequest acquire(Uint256 amount, IntentRequest.Terms terms) {
    return request(IntentType.ACQUIRE, List.of(target(WETH, amount)), null, terms);
  }

  private static IntentRequest acquire(IntentRequest.AssetName asset) {
    return request(
        IntentType.ACQUIRE, List.of(new IntentRequest.Target(asset, units(5))), null, open());
  }

  private static IntentRequest swap(IntentRequest.Target sold, IntentRequest.Target bought) {
    return request(IntentType.SWAP, List.of(sold, bought), null, open());
  }

  private static IntentRequest request(
      IntentType type,
      List<IntentRequest.Target> assets,
      IntentRequest.@Nullable AssetName funding,
      IntentRequest.Terms terms) {
    return new IntentRequest(Samples.ID, Samples.STRATEGY, type, assets, funding, terms);
  }

  private static IntentRequest.Target target(Token token, @Nullable Uint256 amount) {
    return new IntentRequest.Target(
        named(token.chain(), token.address(), token.symbol(), token.decimals()), amount);
  }

  private static IntentRequest.AssetName named(
      ChainId chain, Address address, @Nullable String symbol, @Nullable Integer decimals) {
    return new IntentRequest.AssetName(chain, address, symbol, decimals);
  }

  private static IntentRequest.Terms route(Selection<VenueId> venues, RouteTerms route) {
    return new IntentRequest.Terms(
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        ExecutionStyle.ADAPTIVE,
        venues,
        Selection.everything(),
        route);
  }

  private static IntentRequest.Terms open() {
    return window(null, null, null);
  }

  private static IntentRequest.Terms window(
      @Nullable Duration window, @Nullable Instant notBefore, @Nullable Instant deadline) {
    return new IntentRequest.Terms(
        null,
        window,
        notBefore,
        deadline,
        null,
        null,
        null,
        null,
        ExecutionStyle.ADAPTIVE,
        Selection.everything(),
        Selection.everything(),
        RouteTerms.OPEN);
  }
}
