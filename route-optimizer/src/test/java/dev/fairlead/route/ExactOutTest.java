package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactOutTest {
  /** Either search may choose other legs of the few that it may take. */
  private static final double OTHER_LEGS = 1e-3;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void givesWhatIsWantedAndNoLegCanTakeAUnitLess(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 30; i++) {
      GeneratedMarket generated = GeneratedMarket.of(random.nextLong(), 40, 10);
      Market market = generated.market();
      Token sell = generated.token(random.nextInt(5));
      Token buy = generated.token(5 + random.nextInt(5));
      Uint256 wanted = generated.worth(buy, Math.exp(random.nextDouble() * 9) * 10);

      Route route = route(market, generated, sell, buy, wanted, 3);

      assertThat(route.quoted().units()).isGreaterThanOrEqualTo(wanted);
      assertThat(Routes.executed(market, route.legs())).isEqualTo(route.quoted().units());
      for (int leg = 0; leg < route.legs().size() && startsAtSell(route, leg); leg++) {
        assertThat(outputWithOneUnitLess(market, route.legs(), leg))
            .as("leg %s of %s", leg, route)
            .isLessThan(wanted);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {4, 5})
  void oneLegTakesExactlyWhatItsPoolsQuoteBackwards(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 30; i++) {
      GeneratedMarket generated = GeneratedMarket.of(random.nextLong(), 40, 10);
      Market market = generated.market();
      Token sell = generated.token(random.nextInt(5));
      Token buy = generated.token(5 + random.nextInt(5));
      Uint256 wanted = generated.worth(buy, Math.exp(random.nextDouble() * 9) * 10);

      Route route = route(market, generated, sell, buy, wanted, 1);

      assertThat(route.sell().units())
          .isLessThanOrEqualTo(backwards(market, route.legs().getFirst(), wanted));
    }
  }

  @Test
  void sellsHardlyMoreThanTheExactInputThatGivesTheSame() {
    Random random = new Random(6);
    for (int i = 0; i < 30; i++) {
      GeneratedMarket generated = GeneratedMarket.of(random.nextLong(), 60, 12);
      Market market = generated.market();
      Token sell = generated.token(random.nextInt(6));
      Token buy = generated.token(6 + random.nextInt(6));
      Uint256 amount = generated.worth(sell, Math.exp(random.nextDouble() * 9) * 50);
      Trade forth = new Trade.ExactIn(sell.amount(amount), buy);
      RouteResult there = new GraphRouter().route(market, request(generated, forth, 4));
      if (there instanceof RouteResult.Found found) {
        Uint256 quoted = found.route().quoted().units();
        Route back = route(market, generated, sell, buy, quoted, 4);
        assertThat(back.sell().units().toDouble())
            .isLessThanOrEqualTo(amount.toDouble() * (1 + OTHER_LEGS) + 2);
      }
    }
  }

  @Test
  void refusesMoreThanThePoolsHold() {
    GeneratedMarket generated = GeneratedMarket.of(7, 40, 10);
    Token buy = generated.token(7);
    Trade trade = new Trade.ExactOut(generated.token(0), buy.amount(generated.worth(buy, 1e12)));
    RouteResult result = new GraphRouter().route(generated.market(), request(generated, trade, 3));
    assertThat(result).isInstanceOf(RouteResult.NotFound.class);
    assertThat(((RouteResult.NotFound) result).reason()).isInstanceOf(Rejection.NoRoute.class);
  }

  private static Route route(
      Market market, GeneratedMarket generated, Token sell, Token buy, Uint256 wanted, int legs) {
    Trade trade = new Trade.ExactOut(sell, buy.amount(wanted));
    RouteResult result = new GraphRouter().route(market, request(generated, trade, legs));
    assertThat(result).as("%s", trade).isInstanceOf(RouteResult.Found.class);
    return ((RouteResult.Found) result).route();
  }

  private static RouteRequest request(GeneratedMarket generated, Trade trade, int legs) {
    return new RouteRequest(
        trade, RouteLimits.of(4, legs), FeePerGas.ZERO, generated.wrappedNative());
  }

  private static boolean startsAtSell(Route route, int leg) {
    return route.legs().get(leg).tokenIn().equals(route.sell().token());
  }

  /** As on the chain: the last leg from where legs meet takes all that is there. */
  private static Uint256 outputWithOneUnitLess(Market market, List<Leg> legs, int less) {
    Map<PoolId, Pool> state = new HashMap<>();
    Map<Token, Uint256> held = new HashMap<>();
    Token sold = legs.getFirst().tokenIn();
    for (int i = 0; i < legs.size(); i++) {
      Leg leg = legs.get(i);
      boolean isLast =
          legs.subList(i + 1, legs.size()).stream()
              .noneMatch(other -> other.tokenIn().equals(leg.tokenIn()));
      Uint256 carried = leg.amountIn();
      if (i == less) {
        carried = carried.minus(Uint256.ONE);
      } else if (isLast && !leg.tokenIn().equals(sold)) {
        carried = held.getOrDefault(leg.tokenIn(), Uint256.ZERO);
      }
      if (!leg.tokenIn().equals(sold)) {
        if (carried.isGreaterThan(held.getOrDefault(leg.tokenIn(), Uint256.ZERO))) {
          return Uint256.ZERO;
        }
        held.merge(leg.tokenIn(), carried, Uint256::minus);
      }
      for (Hop hop : leg.hops()) {
        Pool pool = state.computeIfAbsent(hop.pool(), id -> market.pool(id).orElseThrow());
        if (!(pool.quoteExactIn(hop.tokenIn(), hop.tokenOut(), carried)
            instanceof Quote.Filled filled)) {
          return Uint256.ZERO;
        }
        state.put(hop.pool(), filled.after());
        carried = filled.amountOut();
      }
      held.merge(leg.tokenOut(), carried, Uint256::plus);
    }
    return held.getOrDefault(legs.getLast().tokenOut(), Uint256.ZERO);
  }

  private static Uint256 backwards(Market market, Leg leg, Uint256 wanted) {
    Uint256 needed = wanted;
    for (Hop hop : leg.hops().reversed()) {
      Pool pool = market.pool(hop.pool()).orElseThrow();
      Quote quote = pool.quoteExactOut(hop.tokenIn(), hop.tokenOut(), needed);
      needed = ((Quote.Filled) quote).amountIn();
    }
    return needed;
  }
}
