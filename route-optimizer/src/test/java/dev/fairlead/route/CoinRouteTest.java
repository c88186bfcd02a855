package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.wrapped.WrappedNativePool;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes of the chain's own coin: its only edge leads to its wrapper. */
@DisplayName("failures #160: the chain's coin and its wrapper are two tokens")
class CoinRouteTest {
  private static final VenueId WRAPPER = new VenueId("wrapped-native");

  /** With an edge more on every path the search may choose others of the few that it may take. */
  private static final double OTHER_LEGS = 5e-4;

  private final Random random = new Random(11);

  @ParameterizedTest(name = "{0} legs")
  @ValueSource(ints = {1, 3})
  void sellsTheCoinForWhatItsWrapperGives(int legs) {
    int split = 0;
    for (int i = 0; i < 20; i++) {
      GeneratedMarket generated = GeneratedMarket.of(random.nextLong(), 60, 10);
      Market market = withCoin(generated);
      Token coin = coin(generated);
      Token weth = generated.wrappedNative();
      Token buy = generated.token(5 + random.nextInt(5));
      Uint256 amount = generated.worth(weth, Math.exp(random.nextDouble() * 9) * 50);

      Route route = route(market, generated, new Trade.ExactIn(coin.amount(amount), buy), 4, legs);
      Route wrapped =
          route(market, generated, new Trade.ExactIn(weth.amount(amount), buy), 3, legs);

      assertThat(Routes.executed(market, route.legs())).isEqualTo(route.quoted().units());
      assertThat(route.quoted().units().toDouble())
          .isGreaterThanOrEqualTo(wrapped.quoted().units().toDouble() * (1 - OTHER_LEGS));
      assertThat(wrappings(route)).containsExactly(route.legs().getFirst().hops().getFirst());
      split += Routes.ways(route.legs()) > 1 ? 1 : 0;
    }
    assertThat(split > 0).as("%s were split", split).isEqualTo(legs > 1);
  }

  @Test
  void buysExactlyWhatIsWantedOfTheCoin() {
    for (int i = 0; i < 20; i++) {
      GeneratedMarket generated = GeneratedMarket.of(random.nextLong(), 60, 10);
      Market market = withCoin(generated);
      Token coin = coin(generated);
      Token sell = generated.token(5 + random.nextInt(5));
      Uint256 wanted =
          generated.worth(generated.wrappedNative(), Math.exp(random.nextDouble() * 9) * 10);

      Route route = route(market, generated, new Trade.ExactOut(sell, coin.amount(wanted)), 4, 2);

      assertThat(route.quoted().units()).isGreaterThanOrEqualTo(wanted);
      assertThat(Routes.executed(market, route.legs())).isEqualTo(route.quoted().units());
      assertThat(wrappings(route)).containsExactly(route.legs().getLast().hops().getLast());
    }
  }

  @Test
  void wrapsAndUnwrapsOneForOne() {
    GeneratedMarket generated = GeneratedMarket.of(1, 40, 10);
    Market market = withCoin(generated);
    Token coin = coin(generated);
    Token weth = generated.wrappedNative();
    Uint256 amount = Uint256.parse("123456789012345678901");

    for (Trade trade :
        List.of(
            new Trade.ExactIn(coin.amount(amount), weth),
            new Trade.ExactIn(weth.amount(amount), coin),
            new Trade.ExactOut(coin, weth.amount(amount)),
            new Trade.ExactOut(weth, coin.amount(amount)))) {
      Route route = route(market, generated, trade, 4, 3);
      assertThat(route.sell().units()).as("%s", trade).isEqualTo(amount);
      assertThat(route.quoted().units()).as("%s", trade).isEqualTo(amount);
      assertThat(route.legs()).hasSize(1);
      assertThat(route.priceImpact()).isEqualTo(Fraction.ZERO);
    }
  }

  private static Route route(
      Market market, GeneratedMarket generated, Trade trade, int hops, int legs) {
    RouteResult result =
        new GraphRouter()
            .route(
                market,
                new RouteRequest(
                    trade, RouteLimits.of(hops, legs), FeePerGas.ZERO, generated.wrappedNative()));
    assertThat(result).as("%s", trade).isInstanceOf(RouteResult.Found.class);
    return ((RouteResult.Found) result).route();
  }

  private static Market withCoin(GeneratedMarket generated) {
    Token wrapped = generated.wrappedNative();
    List<Pool> pools = new ArrayList<>(generated.pools());
    pools.add(
        new WrappedNativePool(
            new PoolFacts(
                new PoolId(wrapped.chain(), WRAPPER, Bytes.wrap(wrapped.address().toArray())),
                List.of(coin(generated), wrapped),
                new Gas(40_000))));
    return Market.of(generated.market().block(), pools);
  }

  private static Token coin(GeneratedMarket generated) {
    return new Token(generated.wrappedNative().chain(), Address.ZERO, "ETH", 18);
  }

  /** All that a route wraps is wrapped at once. */
  private static List<Hop> wrappings(Route route) {
    return route.legs().stream()
        .flatMap(leg -> leg.hops().stream())
        .filter(hop -> hop.pool().venue().equals(WRAPPER))
        .toList();
  }
}
