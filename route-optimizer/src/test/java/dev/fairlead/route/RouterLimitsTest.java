package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.Address;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RouterLimitsTest {
  private static final VenueId UNISWAP = new VenueId("uniswap-v2");
  private static final VenueId PANCAKE = new VenueId("pancake-v2");

  private final GeneratedMarket generated = GeneratedMarket.of(20, 60, 12);
  private final Market market = generated.market();
  private final Token sell = generated.token(9);
  private final Token buy = generated.token(2);

  @Test
  void keepsToTheMostHopsAndLegs() {
    for (int hops = 1; hops <= RouteLimits.MOST_HOPS; hops++) {
      for (int legs = 1; legs <= 6; legs++) {
        if (route(2e6, RouteLimits.of(hops, legs)) instanceof RouteResult.Found found) {
          int mostHops = hops;
          assertThat(Routes.ways(found.route().legs())).isLessThanOrEqualTo(legs);
          assertThat(found.route().legs())
              .allSatisfy(leg -> assertThat(leg.hops()).hasSizeLessThanOrEqualTo(mostHops));
        } else {
          assertThat(hops).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void moreHopsOrLegsNeverGiveLess() {
    Uint256 before = Uint256.ZERO;
    for (int size = 2; size <= 5; size++) {
      Uint256 quoted = found(route(1e6, RouteLimits.of(size, size))).quoted().units();
      assertThat(quoted).isGreaterThanOrEqualTo(before);
      before = quoted;
    }
  }

  @Test
  void usesOnlyAllowedAndNoDeniedVenues() {
    Selection<VenueId> onlyUniswap = new Selection<>(Set.of(UNISWAP), Set.of());
    Selection<VenueId> noPancake = new Selection<>(Set.of(), Set.of(PANCAKE));
    for (Selection<VenueId> venues : List.of(onlyUniswap, noPancake)) {
      RouteLimits limits =
          new RouteLimits(
              4, 4, Fraction.ONE, venues, Selection.everything(), Selection.everything(), null);
      assertThat(hops(found(route(1e6, limits))))
          .allSatisfy(hop -> assertThat(hop.pool().venue()).isEqualTo(UNISWAP));
    }
  }

  @Test
  void passesThroughOnlyAllowedAndNoDeniedTokens() {
    Address weth = generated.wrappedNative().address();
    RouteLimits denied = tokens(new Selection<>(Set.of(), Set.of(weth)));
    assertThat(hops(found(route(1e5, denied))))
        .noneMatch(hop -> hop.tokenIn().address().equals(weth));

    RouteLimits allowed = tokens(new Selection<>(Set.of(weth), Set.of()));
    assertThat(hops(found(route(1e5, allowed))))
        .allMatch(hop -> hop.tokenIn().equals(sell) || hop.tokenIn().address().equals(weth));
  }

  @Test
  void usesOnlyAllowedAndNoDeniedPools() {
    Route free = found(route(1e5, RouteLimits.of(4, 4)));
    Set<PoolId> used = hops(free).stream().map(Hop::pool).collect(Collectors.toSet());

    Route without = found(route(1e5, pools(new Selection<>(Set.of(), used))));
    assertThat(hops(without)).noneMatch(hop -> used.contains(hop.pool()));
    assertThat(without.quoted()).isLessThan(free.quoted());

    Route only = found(route(1e5, pools(new Selection<>(used, Set.of()))));
    assertThat(hops(only)).allMatch(hop -> used.contains(hop.pool()));
  }

  @Test
  void saysHowMuchTheLimitsKeepOutWhereNothingIsLeft() {
    Set<PoolId> all = market.pools().stream().map(Pool::id).collect(Collectors.toSet());
    Rejection reason = notFound(route(1e5, pools(new Selection<>(Set.of(), all))));
    assertThat(reason).isInstanceOf(Rejection.NoRoute.class);
    assertThat(reason.message())
        .contains("of %d pools %d are not allowed".formatted(all.size(), all.size()));
  }

  @Test
  void takesLessGasWhereItMustAndRefusesWithTheLeastThatItFound() {
    Route free = found(route(2e6, RouteLimits.of(4, 4)));
    Gas tighter = new Gas(free.gas().value() - 1);

    Route cheaper = found(route(2e6, gas(tighter)));
    assertThat(cheaper.gas()).isLessThanOrEqualTo(tighter);

    Gas none = NetworkFee.TRANSACTION_GAS;
    assertThat(notFound(route(2e6, gas(none))))
        .isInstanceOfSatisfying(
            Rejection.RouteGasTooHigh.class,
            refused -> {
              assertThat(refused.limit()).isEqualTo(none);
              assertThat(refused.lowest()).isGreaterThan(none).isLessThanOrEqualTo(cheaper.gas());
            });
  }

  @Test
  void refusesADeniedEnd() {
    for (Token end : List.of(sell, buy)) {
      RouteLimits limits = tokens(new Selection<>(Set.of(), Set.of(end.address())));
      assertThat(notFound(route(1e5, limits))).isEqualTo(new Rejection.TokenDenied(end));
    }
  }

  @Test
  void refusesAPriceImpactAboveTheLimitAndSaysHowMuch() {
    Fraction limit = Fraction.ofBasisPoints(10);
    RouteLimits limits =
        new RouteLimits(
            4,
            4,
            limit,
            Selection.everything(),
            Selection.everything(),
            Selection.everything(),
            null);

    Rejection reason = notFound(route(3e6, limits));

    assertThat(reason).isInstanceOf(Rejection.PriceImpactTooHigh.class);
    Rejection.PriceImpactTooHigh tooHigh = (Rejection.PriceImpactTooHigh) reason;
    assertThat(tooHigh.limit()).isEqualTo(limit);
    assertThat(tooHigh.impact()).isGreaterThan(limit);
  }

  @Test
  void splitsWhereTheGasSpeaksAgainstItButThePriceImpactForIt() {
    FeePerGas dear = FeePerGas.of(3_000_000_000_000L);
    Uint256 amount = generated.worth(sell, 30_000);
    Route single = found(route(amount, RouteLimits.of(4, 4), dear));
    assertThat(single.legs()).hasSize(1);
    RouteLimits tighter =
        new RouteLimits(
            4,
            4,
            new Fraction(single.priceImpact().billionths() - 1),
            Selection.everything(),
            Selection.everything(),
            Selection.everything(),
            null);

    Route split = found(route(amount, tighter, dear));

    assertThat(split.legs()).hasSizeGreaterThan(1);
    assertThat(split.priceImpact()).isLessThan(single.priceImpact());
  }

  @Test
  void aSplitPaysForItsGas() {
    Uint256 amount = generated.worth(sell, 100_000);
    int free = found(route(amount, RouteLimits.of(4, 8), FeePerGas.ZERO)).legs().size();
    int dear =
        found(route(amount, RouteLimits.of(4, 8), FeePerGas.of(5_000_000_000_000L))).legs().size();
    assertThat(free).isGreaterThan(dear);
  }

  @Test
  void saysThatNoPoolHoldsAToken() {
    Token stranger =
        new Token(
            sell.chain(),
            Address.of(new byte[] {9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}),
            "STR",
            18);
    RouteRequest request =
        new RouteRequest(
            new Trade.ExactIn(sell.amount(Uint256.of(1000)), stranger),
            RouteLimits.of(4, 4),
            FeePerGas.ZERO,
            generated.wrappedNative());
    assertThat(notFound(new GraphRouter().route(market, request)))
        .isEqualTo(new Rejection.NoRoute(sell, stranger, "no pool holds STR"));
  }

  @Test
  void refusesMoreThanThePoolsTake() {
    Rejection reason =
        notFound(route(Uint256.ONE.shiftLeft(120), RouteLimits.of(3, 3), FeePerGas.ZERO));
    assertThat(reason).isInstanceOf(Rejection.NoRoute.class);
    assertThat(reason.message()).contains("not deep enough");
  }

  @Test
  void refusesSenselessLimits() {
    assertThatThrownBy(() -> RouteLimits.of(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RouteLimits.of(RouteLimits.MOST_HOPS + 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RouteLimits.of(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RouteLimits.of(1, RouteLimits.MOST_LEGS + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static RouteLimits tokens(Selection<Address> tokens) {
    return new RouteLimits(
        4, 4, Fraction.ONE, Selection.everything(), tokens, Selection.everything(), null);
  }

  private static RouteLimits pools(Selection<PoolId> pools) {
    return new RouteLimits(
        4, 4, Fraction.ONE, Selection.everything(), Selection.everything(), pools, null);
  }

  private static RouteLimits gas(Gas most) {
    return new RouteLimits(
        4,
        4,
        Fraction.ONE,
        Selection.everything(),
        Selection.everything(),
        Selection.everything(),
        most);
  }

  private RouteResult route(double dollars, RouteLimits limits) {
    return route(generated.worth(sell, dollars), limits, FeePerGas.ZERO);
  }

  private RouteResult route(Uint256 amount, RouteLimits limits, FeePerGas gasPrice) {
    Trade trade = new Trade.ExactIn(sell.amount(amount), buy);
    RouteResult result =
        new GraphRouter()
            .route(market, new RouteRequest(trade, limits, gasPrice, generated.wrappedNative()));
    if (result instanceof RouteResult.Found found) {
      assertThat(Routes.executed(market, found.route().legs()))
          .isEqualTo(found.route().quoted().units());
    }
    return result;
  }

  private static Route found(RouteResult result) {
    assertThat(result).isInstanceOf(RouteResult.Found.class);
    return ((RouteResult.Found) result).route();
  }

  private static Rejection notFound(RouteResult result) {
    assertThat(result).isInstanceOf(RouteResult.NotFound.class);
    return ((RouteResult.NotFound) result).reason();
  }

  private static List<Hop> hops(Route route) {
    return route.legs().stream().map(Leg::hops).flatMap(List::stream).toList();
  }
}
