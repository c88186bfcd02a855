package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PathSearchTest {
  private static final int HOPS = 4;

  private final GeneratedMarket generated = GeneratedMarket.of(41, 80, 16);
  private final MarketGraph graph = new TokenGraph(generated.market()).at(generated.market());
  private final SearchSpace space = new SearchSpace(graph.topology());

  @Test
  void theOutlookIsTheBestPriceOfAllWays() {
    for (int target = 0; target < 16; target++) {
      int source = (target + 7) % 16;
      space.outlook.look(graph, source, target, HOPS - 1);
      for (int token = 0; token < 16; token++) {
        if (token == target) {
          continue;
        }
        for (int hops = 1; hops < HOPS - 1; hops++) {
          assertThat(space.outlook.best(hops, token))
              .as("%s to %s in %s hops", token, target, hops)
              .isCloseTo(bestPrice(token, target, hops), withinPercentage(1e-9));
        }
      }
      for (int e = graph.topology().firstEdge(source);
          e < graph.topology().firstEdge(source + 1);
          e++) {
        int neighbour = graph.topology().to(e);
        if (neighbour != target) {
          assertThat(space.outlook.best(HOPS - 1, neighbour))
              .isCloseTo(bestPrice(neighbour, target, HOPS - 1), withinPercentage(1e-9));
        }
      }
    }
  }

  @Test
  void aFloorHidesWhatIsNotAboveItAndNothingElse() {
    Random random = new Random(42);
    int found = 0;
    for (int i = 0; i < 200; i++) {
      int source = random.nextInt(16);
      int target = (source + 1 + random.nextInt(15)) % 16;
      double amount = generated.worth(generated.token(source), 20_000).toDouble();
      PathSearch search =
          PathSearch.to(target, graph, _ -> true, source, HOPS, new double[16], 0, 0, space);
      search.run(amount, 0, Double.NEGATIVE_INFINITY);
      if (search.paths().isEmpty()) {
        continue;
      }
      found++;
      int[] best = search.paths().getFirst();
      double output = search.outputOf(best, amount);

      search.run(amount, 0, output * (1 - 1e-9));
      assertThat(search.paths().getFirst()).isEqualTo(best);

      search.run(amount, 0, output);
      assertThat(search.paths()).isEmpty();
    }
    assertThat(found).isGreaterThan(100);
  }

  private double bestPrice(int from, int target, int hops) {
    if (from == target) {
      return 1;
    }
    double best = 0;
    if (hops > 0) {
      for (int e = graph.topology().firstEdge(from);
          e < graph.topology().firstEdge(from + 1);
          e++) {
        best = Math.max(best, graph.spot(e) * bestPrice(graph.topology().to(e), target, hops - 1));
      }
    }
    return best;
  }

  /** Labels tell by the number of their run whether they count, so numbers must not begin again. */
  @Test
  void arraysThatHaveSeenABillionRunsAreNotUsedAgain() {
    Market market = GeneratedMarket.of(9, 20, 5).market();
    Topology topology = new TokenGraph(market).at(market).topology();
    SearchSpace space = new SearchSpace(topology);
    int run = 0;
    while (run < (1 << 30) - 1) {
      run = space.nextRun();
    }
    assertThat(space.fits(topology)).isTrue();
    space.nextRun();
    assertThat(space.fits(topology)).isFalse();
  }
}
