package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.route.Route;
import dev.fairlead.route.RouteLimits;
import dev.fairlead.route.RouteRequest;
import dev.fairlead.route.RouteResult;
import dev.fairlead.venue.Market;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Amounts beyond what a weighted pool takes at once, 30 % of a balance: one plan trades in it
 * several times, and the real contracts give what each trade was quoted behind those before.
 */
final class RepeatedTradesIT {
  private static final Set<VenueId> BALANCER = Set.of(new VenueId("balancer-v2"));

  private final DevnetTrader trader;

  RepeatedTradesIT(@TempDir Path data) throws IOException {
    trader = new DevnetTrader(data);
  }

  @AfterEach
  void close() {
    trader.close();
  }

  /** The pool of the two holds 2 million USDC, so it takes 0.6 million at once, then more. */
  @Test
  void sellsToAPoolAsOftenAsTheAmountNeeds() {
    Trade trade = new Trade.ExactIn(trader.amount("USDC", 1_500_000), trader.token("WETH"));

    assertThat(trades(executed(trade, inOnePool())).values()).containsExactly(3L);
  }

  @Test
  void sellsToAPoolSeveralTimesAmongAllOthers() {
    Trade trade = new Trade.ExactIn(trader.amount("WETH", 40_000), trader.token("DAI"));

    Map<PoolId, Long> trades = trades(executed(trade, RouteLimits.of(3, 32)));

    assertThat(trades.size()).isGreaterThan(5);
    assertThat(trades.values()).anyMatch(times -> times > 1);
  }

  private static RouteLimits inOnePool() {
    return new RouteLimits(
        1,
        4,
        Fraction.ONE,
        new Selection<>(BALANCER, Set.of()),
        Selection.everything(),
        Selection.everything(),
        null);
  }

  /** The route, once it has taken and given exactly what it said. */
  private Route executed(Trade trade, RouteLimits limits) {
    Market market = trader.market();
    RouteRequest request =
        new RouteRequest(trade, limits, FeePerGas.of(1_000_000_000), trader.token("WETH"));
    if (!(new GraphRouter().route(market, request) instanceof RouteResult.Found found)) {
      throw new AssertionError("no route: " + trade);
    }
    Map<Token, BigInteger> expected = trader.held();
    trader.execute(found.route(), market);
    DevnetTrader.settle(expected, found.route());
    assertThat(trader.held()).as("after %s", found.route()).isEqualTo(expected);
    return found.route();
  }

  private static Map<PoolId, Long> trades(Route route) {
    return route.legs().stream()
        .flatMap(leg -> leg.hops().stream())
        .map(Hop::pool)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }
}
