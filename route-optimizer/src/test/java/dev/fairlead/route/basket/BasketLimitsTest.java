package dev.fairlead.route.basket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.route.NetworkFee;
import dev.fairlead.route.RouteLimits;
import dev.fairlead.route.generated.GeneratedPools;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two tokens that both go through one pool: A to T, and B over A to T or by a pool of its own. */
final class BasketLimitsTest {
  private static final ChainId CHAIN = new ChainId(1);
  private static final Token A = token(1, "A");
  private static final Token B = token(2, "B");
  private static final Token T = token(3, "T");
  private static final Pool AT = pool(1, A, T, 1_000);
  private static final Pool BA = pool(2, B, A, 100_000);
  private static final Pool BT = pool(3, B, T, 600);
  private static final Market MARKET =
      Market.of(new BlockRef(new BlockNumber(1), new BlockHash(Bytes32.ZERO)), List.of(AT, BA, BT));

  private static Token token(int number, String symbol) {
    byte[] address = new byte[20];
    address[19] = (byte) number;
    return new Token(CHAIN, Address.of(address), symbol, 18);
  }

  private static Pool pool(int number, Token one, Token other, long whole) {
    return new GeneratedPools(CHAIN, number)
        .constantProduct(one, other, of(one, whole).units(), of(other, whole).units(), 30);
  }

  private static TokenAmount of(Token token, long whole) {
    return token.amount(Uint256.of(10).pow(18).times(Uint256.of(whole)));
  }

  private static BasketResult ask(Basket basket, RouteLimits limits, long gwei) {
    NetworkFee fee = NetworkFee.of(FeePerGas.of(gwei * 1_000_000_000L));
    return new BasketRouter(new GraphRouter())
        .route(MARKET, new BasketRequest(basket, limits, fee, A));
  }

  private static RouteLimits limits(
      Fraction impact, Set<Pool> denied, Set<Token> off, @Nullable Long gas) {
    return new RouteLimits(
        3,
        4,
        impact,
        Selection.everything(),
        new Selection<>(Set.of(), Set.copyOf(off.stream().map(Token::address).toList())),
        new Selection<>(Set.of(), Set.copyOf(denied.stream().map(Pool::id).toList())),
        gas == null ? null : new Gas(gas));
  }

  private static BasketResult.Found found(BasketResult result) {
    if (result instanceof BasketResult.Found found) {
      return found;
    }
    throw new AssertionError(result);
  }

  private static BasketResult.NotFound none(BasketResult result) {
    if (result instanceof BasketResult.NotFound none) {
      return none;
    }
    throw new AssertionError(result);
  }

  @Test
  void leavesTheSharedPoolToThePartThatHasNoOther() {
    Basket basket = new Basket.SellMany(List.of(of(A, 200), of(B, 200)), T);
    BasketResult.Found result = found(ask(basket, RouteLimits.of(3, 4), 0));

    for (PartRoute part : result.parts()) {
      assertThat(part.alone()).isGreaterThanOrEqualTo(part.open());
    }
    // Alone, B sends most of its amount over A's only pool; together, less than half of it.
    PartRoute b =
        result.parts().stream().filter(part -> part.part() == 1).findFirst().orElseThrow();
    TokenAmount direct =
        b.route().legs().stream()
            .filter(leg -> leg.hops().size() == 1)
            .map(leg -> leg.tokenIn().amount(leg.amountIn()))
            .findFirst()
            .orElseThrow();
    assertThat(direct).isGreaterThan(of(B, 100));
    assertThat(Objects.requireNonNull(result.saved())).isGreaterThan(new BigDecimal("0.1"));
    BigDecimal apart =
        result.parts().stream()
            .map(part -> Objects.requireNonNull(part.apart()).toDecimal())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(result.total().toDecimal().subtract(apart)).isEqualByComparingTo(result.saved());
  }

  @Test
  void namesThePartThatHasNoRouteAndQuotesNothingOfTheRest() {
    Basket basket = new Basket.SellMany(List.of(of(A, 1), of(B, 1)), T);

    BasketResult.NotFound byPool =
        none(ask(basket, limits(Fraction.ONE, Set.of(BA, BT), Set.of(), null), 0));
    assertThat(byPool.part()).isEqualTo(1);
    assertThat(byPool.trade()).isEqualTo(new Trade.ExactIn(of(B, 1), T));
    assertThat(byPool.reason()).isInstanceOf(Rejection.NoRoute.class);

    BasketResult.NotFound byToken =
        none(ask(basket, limits(Fraction.ONE, Set.of(), Set.of(A), null), 0));
    assertThat(byToken.part()).isZero();
    assertThat(byToken.reason()).isEqualTo(new Rejection.TokenDenied(A));

    BasketResult.NotFound byGas =
        none(ask(basket, limits(Fraction.ONE, Set.of(), Set.of(), 1L), 0));
    assertThat(byGas.part()).isZero();
    assertThat(byGas.reason()).isInstanceOf(Rejection.RouteGasTooHigh.class);
  }

  @Test
  void holdsAPartsImpactAgainstWhatThePartsBeforeItLeave() {
    Basket basket = new Basket.BuyMany(T, List.of(of(A, 100), of(B, 100)));

    Fraction enough = Fraction.ofBasisPoints(1_200);
    for (PartRoute part :
        found(ask(basket, limits(enough, Set.of(BT), Set.of(), null), 0)).parts()) {
      assertThat(part.route().priceImpact()).isLessThanOrEqualTo(enough);
    }
    Fraction enoughForEachAlone = Fraction.ofBasisPoints(1_080);
    BasketResult.NotFound none =
        none(ask(basket, limits(enoughForEachAlone, Set.of(BT), Set.of(), null), 0));
    assertThat(none.part()).isEqualTo(1);
    assertThat(none.reason()).isInstanceOf(Rejection.PriceImpactTooHigh.class);
    for (TokenAmount bought : List.of(of(A, 100), of(B, 100))) {
      found(
          ask(
              new Basket.BuyMany(T, List.of(bought)),
              limits(enoughForEachAlone, Set.of(BT), Set.of(), null),
              0));
    }
  }

  @Test
  void weighsTheGasOfEveryPart() {
    Basket basket = new Basket.SellMany(List.of(of(A, 10), of(B, 10)), T);
    BasketResult.Found free = found(ask(basket, RouteLimits.of(3, 4), 0));
    BasketResult.Found paid = found(ask(basket, RouteLimits.of(3, 4), 1_000));

    assertThat(Objects.requireNonNull(free.gasCost()).isZero()).isTrue();
    BigDecimal gas =
        paid.parts().stream()
            .map(part -> Objects.requireNonNull(part.gasCost()).toDecimal())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(Objects.requireNonNull(paid.gasCost()).toDecimal())
        .isPositive()
        .isEqualByComparingTo(gas);
    // A token costs about as much as the coin here: a hop's gas is a tenth of one.
    assertThat(hops(paid)).isLessThan(hops(free));
  }

  private static int hops(BasketResult.Found result) {
    return result.parts().stream()
        .flatMap(part -> part.route().legs().stream())
        .mapToInt(leg -> leg.hops().size())
        .sum();
  }

  @Test
  void buysExactAmountsOfSeveralTokensWithOne() {
    Basket basket = new Basket.BuyMany(T, List.of(of(A, 20), of(B, 20)));
    BasketResult.Found result = found(ask(basket, RouteLimits.of(3, 4), 0));

    TokenAmount sum = T.amount(Uint256.ZERO);
    for (PartRoute part : result.parts()) {
      assertThat(part.route().quoted().units()).isEqualTo(of(A, 20).units());
      sum = sum.plus(part.route().sell());
    }
    assertThat(result.total()).isEqualTo(sum);
    assertThat(Objects.requireNonNull(result.saved())).isNotNegative();
  }

  @Test
  void spendsItsShareOfTheAmountOnEachTokenAndTheLastUnitsOnTheLargest() {
    Basket.SpendShares basket =
        new Basket.SpendShares(
            T.amount(Uint256.of(1_000_000_000_000_000_001L)),
            List.of(
                new Basket.Share(A, new Fraction(333_333_333)),
                new Basket.Share(B, new Fraction(666_666_667))));
    assertThat(basket.parts())
        .containsExactly(
            new Trade.ExactIn(T.amount(Uint256.of(333_333_333_000_000_000L)), A),
            new Trade.ExactIn(T.amount(Uint256.of(666_666_667_000_000_001L)), B));

    BasketResult.Found result = found(ask(basket, RouteLimits.of(3, 4), 0));
    assertThat(result.total()).isEqualTo(basket.sold());
    assertThat(Objects.requireNonNull(result.saved())).isNotNegative();
  }

  @Test
  void refusesBasketsThatSayNothingSensible() {
    assertThatThrownBy(() -> new Basket.SellMany(List.of(), T))
        .hasMessage("a basket has 1 to 8 parts but found 0");
    assertThatThrownBy(() -> new Basket.SellMany(List.of(of(A, 1), of(A, 2)), T))
        .hasMessage("A is named twice");
    assertThatThrownBy(() -> new Basket.SellMany(List.of(of(T, 1)), T))
        .hasMessageContaining("exchanged for itself");
    assertThatThrownBy(() -> new Basket.BuyMany(T, List.of(of(A, 0)))).hasMessageContaining("zero");
    assertThatThrownBy(
            () -> new Basket.SpendShares(of(T, 1), List.of(new Basket.Share(A, new Fraction(1)))))
        .hasMessage("the shares are 100 % together but found 0.0000001 %");
    assertThatThrownBy(() ->
            new Basket.SpendShares(
                T.amount(Uint256.ONE),
                List.of(
                    new Basket.Share(A, Fraction.ofBasisPoints(4_000)),
                    new Basket.Share(B, Fraction.ofBasisPoints(6_000)))))
        .hasMessageContaining("zero");
    Basket basket = new Basket.SellMany(List.of(of(A, 1)), T);
    Token elsewhere = new Token(new ChainId(2), A.address(), "A", 18);
    assertThatThrownBy(
            () -> new BasketRequest(basket, RouteLimits.of(3, 4), NetworkFee.FREE, elsewhere))
        .hasMessageContaining("chain");
  }
}
