package dev.fairlead.route.basket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.route.NetworkFee;
import dev.fairlead.route.Route;
import dev.fairlead.route.RouteLimits;
import dev.fairlead.route.RouteRequest;
import dev.fairlead.route.RouteResult;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.route.generated.GeneratedPools;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Generated baskets: {@code -Dfairlead.basket.rounds=1000} for the long run. */
final class BasketRouterTest {
  private static final int ROUNDS = Integer.getInteger("fairlead.basket.rounds", 6);
  private static final RouteLimits LIMITS = RouteLimits.of(3, 6);

  /** More would take long in the yardstick. */
  private static final int MOST_PATHS = 14;

  /** Beyond what doubles of the same sums differ by. */
  private static final double SAME = 1e-12;

  private final long seed = Long.getLong("fairlead.seed", 20_261_129L);
  private final Random random = new Random(seed);

  private GeneratedMarket generated(int round, int pools, int tokens) {
    return round % 2 == 0
        ? GeneratedMarket.mixed(random.nextLong(), pools, tokens)
        : GeneratedMarket.of(random.nextLong(), pools, tokens);
  }

  private static BasketRequest free(Basket basket, GeneratedMarket market) {
    return new BasketRequest(basket, LIMITS, NetworkFee.FREE, market.wrappedNative());
  }

  @Test
  void partsExecutedInTheirOrderGiveExactlyTheirQuotes() {
    int found = 0;
    for (int round = 0; round < ROUNDS; round++) {
      GeneratedMarket generated = generated(round, 24, 7);
      Market market = generated.market();
      Basket basket = new Baskets(generated, random).next(2 + round % 4, 1e6);
      NetworkFee fee = NetworkFee.of(FeePerGas.of(random.nextLong(20) * 1_000_000_000L));
      BasketRequest request = new BasketRequest(basket, LIMITS, fee, generated.wrappedNative());
      if (new BasketRouter(new GraphRouter()).route(market, request)
          instanceof BasketResult.Found result) {
        Executed executed = new Executed(market);
        result.parts().forEach(part -> executed.run(part.route()));
        assertThat(result.parts().stream().map(PartRoute::trade))
            .as("seed %s, %s", seed, basket)
            .containsExactlyInAnyOrderElementsOf(basket.parts());
        result.parts().forEach(part -> assertKept(part, basket));
        if (result.saved() != null) {
          assertThat(result.saved()).as("seed %s, %s", seed, basket).isNotNegative();
        }
        found++;
      }
    }
    assertThat(found).as("seed %s", seed).isGreaterThan(ROUNDS / 2);
  }

  private void assertKept(PartRoute part, Basket basket) {
    assertThat(part.trade()).isEqualTo(basket.parts().get(part.part()));
    switch (part.trade()) {
      case Trade.ExactIn exactIn -> assertThat(part.route().sell()).isEqualTo(exactIn.sellAmount());
      case Trade.ExactOut exactOut ->
          assertThat(part.route().quoted()).isGreaterThanOrEqualTo(exactOut.buyAmount());
    }
  }

  @Test
  void noOrderOfPartsRoutedOneAfterAnotherIsBetter() {
    int compared = 0;
    for (int round = 0; round < ROUNDS; round++) {
      GeneratedMarket generated = generated(round, 16, 6);
      Market market = generated.market();
      Baskets baskets = new Baskets(generated, random);
      int parts = 2 + round % 3;
      Basket basket =
          random.nextBoolean() ? baskets.sellMany(parts, 1e6) : baskets.buyMany(parts, 1e5);
      GraphRouter router = new GraphRouter();
      if (new BasketRouter(router).route(market, free(basket, generated))
          instanceof BasketResult.Found result) {
        double joint = result.total().units().toDouble();
        for (List<Trade> order : orders(basket.parts())) {
          Optional<Double> other = oneAfterAnother(router, market, order, generated);
          if (other.isPresent()) {
            double lost =
                basket instanceof Basket.BuyMany
                    ? joint / other.get() - 1
                    : 1 - joint / other.get();
            assertThat(lost).as("seed %s, %s", seed, basket).isLessThan(SAME);
            compared++;
          }
        }
      }
    }
    assertThat(compared).as("seed %s", seed).isGreaterThan(ROUNDS);
  }

  private static List<List<Trade>> orders(List<Trade> parts) {
    if (parts.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Trade>> orders = new ArrayList<>();
    for (Trade first : parts) {
      List<Trade> rest = parts.stream().filter(part -> !part.equals(first)).toList();
      for (List<Trade> order : orders(rest)) {
        List<Trade> whole = new ArrayList<>(List.of(first));
        whole.addAll(order);
        orders.add(whole);
      }
    }
    return orders;
  }

  private static Optional<Double> oneAfterAnother(
      GraphRouter router, Market market, List<Trade> order, GeneratedMarket generated) {
    Executed executed = new Executed(market);
    Uint256 sum = Uint256.ZERO;
    for (Trade trade : order) {
      RouteRequest request =
          new RouteRequest(trade, LIMITS, NetworkFee.FREE, generated.wrappedNative());
      if (!(router.route(executed.market(), request) instanceof RouteResult.Found found)) {
        return Optional.empty();
      }
      Route route = found.route();
      executed.run(route);
      sum =
          sum.plus(trade instanceof Trade.ExactIn ? route.quoted().units() : route.sell().units());
    }
    return Optional.of(sum.toDouble());
  }

  /**
   * A part trades at the price that the fees of the parts before it leave, so what a division of
   * one trade could gain goes with the fee.
   */
  @Test
  void noDivisionOverAllPathsIsBetterByMoreThanTheFeesThatPoolsKeepBetweenParts() {
    assertLost(1, 5e-5, 5e-6);
    assertLost(30, 5e-4, 1e-4);
  }

  private void assertLost(int basisPoints, double most, double mean) {
    List<Double> lost = lost(basisPoints);
    assertThat(lost).as("seed %s", seed).hasSizeGreaterThan(ROUNDS);
    assertThat(lost).as("seed %s", seed).allMatch(share -> share < most);
    assertThat(lost.stream().mapToDouble(each -> each).average().orElseThrow())
        .as("mean, seed %s", seed)
        .isLessThan(mean);
  }

  /** By which shares divisions of amounts over all paths are better. */
  private List<Double> lost(int basisPoints) {
    List<Double> lost = new ArrayList<>();
    for (int round = 0; round < 4 * ROUNDS; round++) {
      GeneratedMarket generated = GeneratedMarket.of(random.nextLong(), 7, 4);
      Market market = constantProducts(generated, basisPoints);
      Basket.SellMany basket = new Baskets(generated, random).sellMany(2, 1e6);
      Division division = new Division(market, basket, 3);
      BasketRequest request =
          new BasketRequest(
              basket, RouteLimits.of(3, 32), NetworkFee.FREE, generated.wrappedNative());
      if (division.fewestPaths() > 0
          && division.mostPaths() <= MOST_PATHS
          && new BasketRouter(new GraphRouter()).route(market, request)
              instanceof BasketResult.Found result) {
        lost.add(1 - result.total().units().toDouble() / division.most());
      }
    }
    return lost;
  }

  /** The pools of a market at its fair prices. */
  private static Market constantProducts(GeneratedMarket generated, int basisPoints) {
    List<Pool> pools = new ArrayList<>();
    for (Pool pool : generated.pools()) {
      Token one = pool.tokens().getFirst();
      Token other = pool.tokens().getLast();
      Uint256 reserve = Uint256.of(Objects.requireNonNull(pool.figures().get("reserve0")));
      pools.add(
          new GeneratedPools(pool.id().chain(), pools.size() + 1)
              .constantProduct(
                  one,
                  other,
                  reserve,
                  reserve.mulDivDown(generated.worth(other, 1e6), generated.worth(one, 1e6)),
                  basisPoints));
    }
    return Market.of(generated.market().block(), pools);
  }

  @Test
  void theSameQuestionHasTheSameAnswer() {
    GeneratedMarket generated = GeneratedMarket.mixed(random.nextLong(), 12, 6);
    Market market = generated.market();
    BasketRouter router = new BasketRouter(new GraphRouter());
    BasketRequest request = free(new Baskets(generated, random).sellMany(3, 1e6), generated);
    BasketResult first = router.route(market, request);
    router.route(market, free(new Baskets(generated, random).buyMany(2, 1e5), generated));
    assertThat(router.route(market, request)).as("seed %s", seed).isEqualTo(first);
    assertThat(new BasketRouter(new GraphRouter()).route(market, request)).isEqualTo(first);
  }
}
