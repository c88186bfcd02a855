package dev.fairlead.route.basket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.route.GraphRouter;
import dev.fairlead.route.NetworkFee;
import dev.fairlead.route.RouteLimits;
import dev.fairlead.route.generated.GeneratedMarket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Generated baskets against what no plans could better, which shares no code with the router. */
final class BasketBoundTest {
  private static final int ROUNDS = Integer.getInteger("fairlead.basket.rounds", 6);

  private final long seed = Long.getLong("fairlead.seed", 20_261_130L);
  private final Random random = new Random(seed);

  private interface Kind {
    Basket of(Baskets baskets, int parts);
  }

  @Test
  void soldTogetherPartsGiveAlmostWhatNoPlansExceed() {
    assertGaps((baskets, parts) -> baskets.sellMany(parts, 1e5), 1e-4, 1e-3);
  }

  @Test
  void boughtTogetherPartsTakeAlmostAsLittleAsAnyPlans() {
    assertGaps((baskets, parts) -> baskets.buyMany(parts, 3e4), 1e-4, 1e-3);
  }

  /** The bound lets the amounts that parts spend flow to each other, so it is looser here. */
  @Test
  void whatSharesBuyCostsHardlyMoreThanItMust() {
    assertGaps((baskets, parts) -> baskets.spendShares(parts, 1e5), 1e-3, 2e-2);
  }

  private void assertGaps(Kind kind, double mean, double most) {
    List<Double> gaps = new ArrayList<>();
    for (int round = 0; round < 2 * ROUNDS; round++) {
      gaps.addAll(gaps(kind, GeneratedMarket.of(random.nextLong(), 24, 7), 2 + round % 4));
      gaps.addAll(gaps(kind, GeneratedMarket.mixed(random.nextLong(), 50, 10), 2 + round % 3));
    }
    assertThat(gaps).as("seed %s", seed).hasSizeGreaterThan(3 * ROUNDS);
    assertThat(gaps).as("seed %s", seed).allMatch(gap -> gap >= 0 && gap < most);
    assertThat(gaps.stream().mapToDouble(gap -> gap).average().orElseThrow())
        .as("mean of %s, seed %s", gaps, seed)
        .isLessThan(mean);
  }

  private List<Double> gaps(Kind kind, GeneratedMarket generated, int parts) {
    Basket basket = kind.of(new Baskets(generated, random), parts);
    BasketRequest request =
        new BasketRequest(
            basket, RouteLimits.of(6, 32), NetworkFee.FREE, generated.wrappedNative());
    return new BasketRouter(new GraphRouter()).route(generated.market(), request)
            instanceof BasketResult.Found found
        ? List.of(BasketBound.of(generated.market(), basket, found).gap().doubleValue())
        : List.of();
  }

  /**
   * A part alone is bounded as the trade that it is; beside others no part gives more than that.
   */
  @Test
  void isNoMoreThanThePartsBoundsEachAlone() {
    for (int round = 0; round < ROUNDS; round++) {
      GeneratedMarket generated = GeneratedMarket.of(random.nextLong(), 50, 10);
      Basket.SellMany basket = new Baskets(generated, random).sellMany(4, 1e6);
      Function<Basket, BasketBound> bound =
          asked -> {
            BasketRequest request =
                new BasketRequest(
                    asked, RouteLimits.of(4, 8), NetworkFee.FREE, generated.wrappedNative());
            return BasketBound.of(
                generated.market(),
                asked,
                (BasketResult.Found)
                    new BasketRouter(new GraphRouter()).route(generated.market(), request));
          };
      double alone =
          basket.sold().stream()
              .map(sold -> new Basket.SellMany(List.of(sold), basket.bought()))
              .mapToDouble(part -> bound.apply(part).units().units().toDouble())
              .sum();
      assertThat(bound.apply(basket).units().units().toDouble())
          .as("seed %s, %s", seed, basket)
          .isLessThanOrEqualTo(alone * (1 + 1e-6));
    }
  }
}
