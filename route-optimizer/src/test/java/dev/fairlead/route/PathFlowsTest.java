package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.generated.GeneratedMarket;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PathFlowsTest {
  private static final double LITTLE = 1e-5;

  /** Amounts far from the best division, along paths that meet at pools. */
  @Test
  void aSlopeIsWhatALittleMoreThroughAPathChangesOfAllThatComesOut() {
    Random random = new Random(61);
    int apart = 0;
    for (int i = 0; i < 20; i++) {
      GeneratedMarket generated = GeneratedMarket.of(random.nextLong(), 60, 10);
      Token sell = generated.token(5 + random.nextInt(5));
      Token buy = generated.token(random.nextInt(5));
      double total = generated.worth(sell, 500_000).toDouble();
      PathFlows flows = explored(generated, sell, buy, total);
      double[] x = new double[flows.size()];
      for (int p = 0; p < x.length; p++) {
        x[p] = total * (0.2 + random.nextDouble()) / x.length;
      }
      flows.run(x);
      double[] slope = new double[x.length];
      boolean[] open = new boolean[x.length];
      Arrays.fill(open, true);
      flows.slopes(open, slope);
      for (int p = 0; p < x.length; p++) {
        flows.run(x);
        apart += Math.abs(slope[p] / flows.pathPrice(p) - 1) > 0.01 ? 1 : 0;
        assertThat(slope[p])
            .as("market %s, path %s of %s", i, p, x.length)
            .isCloseTo(change(flows, x, p), withinPercentage(0.01));
      }
    }
    assertThat(apart).as("slopes that are not the path's own price").isGreaterThan(20);
  }

  private static double change(PathFlows flows, double[] x, int path) {
    double little = x[path] * LITTLE;
    double[] more = x.clone();
    more[path] += little;
    double[] less = x.clone();
    less[path] -= little;
    return (flows.run(more) - flows.run(less)) / (2 * little);
  }

  private static PathFlows explored(
      GeneratedMarket generated, Token sell, Token buy, double total) {
    MarketGraph graph = new TokenGraph(generated.market()).at(generated.market());
    RouteRequest request =
        new RouteRequest(
            new Trade.ExactIn(sell.amount(Amounts.exact(total)), buy),
            RouteLimits.of(4, 8),
            FeePerGas.ZERO,
            generated.wrappedNative());
    Question question =
        Question.of(
            graph,
            request,
            graph.topology().indexOf(sell),
            graph.topology().indexOf(buy),
            new SearchSpace(graph.topology()));
    Explorer explorer = new Explorer(question);
    explorer.explore(total);
    return explorer.flows();
  }
}
