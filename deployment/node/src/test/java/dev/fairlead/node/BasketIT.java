package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.route.NetworkFee;
import dev.fairlead.route.RouteLimits;
import dev.fairlead.route.basket.Basket;
import dev.fairlead.route.basket.BasketRequest;
import dev.fairlead.route.basket.BasketResult;
import dev.fairlead.route.basket.BasketRouter;
import dev.fairlead.route.basket.PartRoute;
import dev.fairlead.venue.Market;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Baskets on the real contracts: the parts' routes, executed one after another by the executor,
 * give exactly what was quoted before the first of them ran.
 */
final class BasketIT {
  private final DevnetTrader trader;

  BasketIT(@TempDir Path data) throws IOException {
    trader = new DevnetTrader(data);
  }

  @AfterEach
  void close() {
    trader.close();
  }

  @Test
  void routesOfABasketExecutedOneAfterAnotherGiveExactlyTheirQuotes() {
    Token weth = trader.token("WETH");
    List<Basket> baskets =
        List.of(
            new Basket.SellMany(
                List.of(
                    trader.amount("USDC", 40_000),
                    trader.amount("DAI", 60_000),
                    trader.amount("WBTC", 1)),
                weth),
            new Basket.BuyMany(
                weth,
                List.of(
                    trader.amount("USDC", 30_000),
                    trader.amount("DAI", 50_000),
                    trader.amount("WBTC", 1))),
            new Basket.SpendShares(
                trader.amount("WETH", 30),
                List.of(
                    new Basket.Share(trader.token("USDC"), Fraction.ofBasisPoints(5_000)),
                    new Basket.Share(trader.token("DAI"), Fraction.ofBasisPoints(3_000)),
                    new Basket.Share(trader.token("WBTC"), Fraction.ofBasisPoints(2_000)))));
    int shared = 0;
    for (Basket basket : baskets) {
      Market market = trader.market();
      BasketRequest request =
          new BasketRequest(
              basket, RouteLimits.of(3, 4), NetworkFee.of(FeePerGas.of(1_000_000_000)), weth);
      if (!(new BasketRouter(new GraphRouter()).route(market, request)
          instanceof BasketResult.Found found)) {
        throw new AssertionError("no route: " + basket);
      }
      Map<Token, BigInteger> expected = trader.held();
      for (PartRoute part : found.parts()) {
        trader.execute(part.route(), market);
        DevnetTrader.settle(expected, part.route());
        assertThat(trader.held())
            .as("after part %s of %s", part.part(), basket)
            .isEqualTo(expected);
      }
      shared += sharesPools(found) ? 1 : 0;
    }
    assertThat(shared).as("baskets whose parts share pools").isPositive();
  }

  private static boolean sharesPools(BasketResult.Found found) {
    List<Hop> hops = new ArrayList<>();
    for (PartRoute part : found.parts()) {
      List<Hop> own = part.route().legs().stream().flatMap(leg -> leg.hops().stream()).toList();
      if (own.stream()
          .anyMatch(hop -> hops.stream().anyMatch(each -> each.pool().equals(hop.pool())))) {
        return true;
      }
      hops.addAll(own);
    }
    return false;
  }
}
