package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.generated.GeneratedMarket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What flows, how it divides, and where else it could go. */
final class NetworkTest {
  /** Prices are found from anywhere, if not at once. */
  private static final int STEPS = 120;

  private static final int MARKETS = 25;
  private static final int HOPS = 6;

  /** A price that is better by less is not worth a step. */
  private static final double SAME = 1e-3;

  @ParameterizedTest(name = "mixed: {0}")
  @ValueSource(booleans = {false, true})
  void aTokenIsWorthTheSameOnEveryEdgeThatIsUsedAndNoMoreOnAnyOther(boolean isMixed) {
    int used = 0;
    for (Explored each : explored(71, isMixed, 16)) {
      Network network = each.network();
      network.appraise();
      for (int e = 0; e < network.edges(); e++) {
        double gives = network.price(e) * network.value(network.head(e));
        double takes = network.value(network.tail(e));
        double share = network.flow(e) / network.held(network.tail(e));
        if (network.isOpen(e) && share > 1e-3 && network.flow(e) < network.curve(e).capacity()) {
          assertThat(gives).as("%s", each).isCloseTo(takes, withinPercentage(100 * SAME));
          used++;
        }
      }
    }
    assertThat(used).isGreaterThan(200);
  }

  @Test
  void noOtherDivisionGivesMore() {
    Random random = new Random(72);
    for (Explored each : explored(72, false, 16)) {
      Network network = each.network();
      double[] flows = network.flows();
      double best = network.run(each.total());
      for (int tried = 0; tried < 200; tried++) {
        double size = Math.pow(10, -1 - 4 * random.nextDouble());
        for (int e = 0; e < flows.length; e++) {
          network.setFlow(e, flows[e] * (1 + size * (random.nextDouble() - 0.5)));
        }
        assertThat(network.run(each.total())).as("%s", each).isLessThan(best * (1 + 1e-8));
      }
      network.setFlows(flows);
      assertThat(network.run(each.total())).isCloseTo(best, within(best * 1e-12));
    }
  }

  @Test
  void whatComesToATokenGoesOnFromThere() {
    for (Explored each : explored(73, true, 16)) {
      Network network = each.network();
      network.run(each.total());
      double[] left = new double[network.nodes()];
      for (int e = 0; e < network.edges(); e++) {
        left[network.head(e)] += network.isOpen(e) ? network.curve(e).out(network.flow(e)) : 0;
        left[network.tail(e)] -= network.flow(e);
      }
      for (int node = 0; node < left.length; node++) {
        double amount = network.isSource(node) ? -each.total() : 0;
        if (!network.isTarget(node)) {
          assertThat(left[node]).isCloseTo(amount, within(1 + network.held(node) * 1e-9));
        }
      }
    }
  }

  @Test
  void tellsOfOpenEdgesOnWhichAPoolTradesOtherTokens() {
    int rivals = 0;
    for (Explored each : explored(74, false, 16)) {
      Network network = each.network();
      Topology topology = each.question().graph().topology();
      int known = network.edges();
      for (int e = 0; e < known; e++) {
        int[] back = network.placesOf(new int[] {topology.reverse(network.edge(e))});
        assertThat(network.rivals(back)).isEqualTo(network.isOpen(e) ? new int[] {e} : new int[0]);
        rivals += network.isOpen(e) ? 1 : 0;
      }
    }
    assertThat(rivals).isPositive();
  }

  @Test
  void settlesWhicheverWayEdgesLead() {
    int turned = 0;
    for (Explored each : explored(77, false, 16)) {
      Network network = each.network();
      Topology topology = each.question().graph().topology();
      double best = network.run(each.total());
      network.appraise();
      int known = network.edges();
      for (int e = 0; e < known; e++) {
        if (network.isOpen(e)) {
          for (int other : parallel(topology, topology.reverse(network.edge(e)))) {
            int[] back = network.placesOf(new int[] {other});
            if (network.rivals(back).length == 0) {
              network.openToo(back);
              turned++;
            }
          }
        }
      }
      double[] prices = worths(network);
      new Balance(network, STEPS).settle(each.total(), prices, WaterFill.ROUGH);
      new Closing(network).circles(prices);
      assertThat(each.explorer().fill().divide(each.total(), WaterFill.ROUGH))
          .as("%s", each)
          .isGreaterThan(best * (1 - 1e-7));
      for (int e = 0; e < network.edges(); e++) {
        if (network.isOpen(e)) {
          assertThat(network.order().place(network.tail(e)))
              .isLessThan(network.order().place(network.head(e)));
        }
      }
    }
    assertThat(turned).isPositive();
  }

  @Test
  void noWayHasMoreEdgesThanTheLimit() {
    int longest = 0;
    for (Explored each : explored(79, true, 16)) {
      Network network = each.network();
      for (int e = 0; e < network.edges(); e++) {
        if (network.isOpen(e)) {
          int edges =
              network.edgesBefore()[network.tail(e)] + 1 + network.edgesAfter()[network.head(e)];
          assertThat(edges).as("%s", each).isLessThanOrEqualTo(HOPS);
          longest = Math.max(longest, edges);
        }
      }
      double[] worths = worths(network);
      network.run(each.total());
      new Closing(network).beyond(2, worths);
      for (int e = 0; e < network.edges(); e++) {
        assertThat(
                network.isOpen(e)
                    && network.edgesBefore()[network.tail(e)]
                            + 1
                            + network.edgesAfter()[network.head(e)]
                        > 2)
            .as("%s", each)
            .isFalse();
      }
    }
    assertThat(longest).isEqualTo(HOPS);
  }

  @ParameterizedTest(name = "mixed: {0}")
  @ValueSource(booleans = {false, true})
  void settlesFromAnyPrices(boolean isMixed) {
    Random random = new Random(78);
    for (Explored each : explored(78, isMixed, 16)) {
      Network network = each.network();
      network.run(each.total());
      double best = each.explorer().fill().divide(each.total(), WaterFill.EXACT);
      double[] flows = network.flows();
      double[] prices = worths(network);
      for (int i = 0; i < prices.length; i++) {
        prices[i] *= i == Network.TARGET ? 1 : Math.exp(3 * random.nextGaussian());
      }
      new Balance(network, STEPS).settle(each.total(), prices, WaterFill.EXACT);
      new Closing(network).circles(prices);
      assertThat(network.run(each.total())).as("%s", each).isCloseTo(best, within(best * 1e-6));
      network.reopen(flows);
      assertThat(network.run(each.total())).isCloseTo(best, within(best * 1e-9));
    }
  }

  /** What each token is worth; something small where nothing is known. */
  private static double[] worths(Network network) {
    double[] worths = new double[network.nodes()];
    for (int i = 0; i < worths.length; i++) {
      worths[i] = Math.max(network.value(i), Double.MIN_NORMAL);
    }
    return worths;
  }

  /** The same tokens in another pool. */
  private static List<Integer> parallel(Topology topology, int edge) {
    List<Integer> parallel = new ArrayList<>();
    int from = topology.from(edge);
    for (int e = topology.firstEdge(from); e < topology.firstEdge(from + 1); e++) {
      if (e != edge && topology.to(e) == topology.to(edge)) {
        parallel.add(e);
      }
    }
    return parallel;
  }

  @Test
  void noEdgeCarriesMoreThanItTakesInASplit() {
    int tooMuch = 0;
    for (Explored each : explored(75, true, 16, 3e6)) {
      Network network = each.network();
      tooMuch += new Depth(network).isExceeded() ? 1 : 0;
      new Depth(network).runWithin(each.total());
      double sold = 0;
      for (int e = 0; e < network.edges(); e++) {
        if (network.isOpen(e)) {
          sold += network.isSource(network.tail(e)) ? network.flow(e) : 0;
          assertThat(network.flow(e)).isLessThan(network.curve(e).capacity() * 1.000001);
        }
      }
      assertThat(sold).isLessThanOrEqualTo(each.total() * (1 + 1e-9));
    }
    assertThat(tooMuch).as("networks with more than some pool takes").isPositive();
  }

  @Test
  void whatGoesAroundGivesMore() {
    int paying = 0;
    for (Explored each : explored(76, false, 1)) {
      Network network = each.network();
      boolean[] first = new boolean[network.size()];
      first[0] = true;
      network.open(first);
      double given = each.explorer().fill().divide(each.total(), WaterFill.ROUGH);
      Detours detours = each.question().detours();
      detours.look(network, given * 1e-5, 0);
      double promise = 0;
      for (int i = 0; i < detours.count(); i++) {
        assertThat(detours.gain(i)).isGreaterThan(given * 1e-5);
        promise += detours.gain(i);
      }
      assertThat(detours.promise()).isEqualTo(promise);
      int[] chain = detours.count() == 0 ? null : network.placesOf(detours.chain(0));
      if (chain != null && network.rivals(chain).length == 0) {
        network.openToo(chain);
        double[] prices = worths(network);
        for (int i = 0; i < prices.length; i++) {
          prices[i] = Math.max(prices[i], detours.worth(network.token(i)));
        }
        new Balance(network, STEPS).settle(each.total(), prices, WaterFill.ROUGH);
        new Closing(network).circles(prices);
        assertThat(each.explorer().fill().divide(each.total(), WaterFill.ROUGH))
            .isGreaterThan(given * (1 + 1e-6));
        paying++;
      }
    }
    assertThat(paying).isGreaterThan(10);
  }

  private record Explored(Question question, Explorer explorer, double total) {
    Network network() {
      return explorer.network();
    }

    @Override
    public String toString() {
      return "%s units over %s ways".formatted(total, network().ways());
    }
  }

  private static List<Explored> explored(long seed, boolean isMixed, int ways) {
    return explored(seed, isMixed, ways, 200_000);
  }

  private static List<Explored> explored(long seed, boolean isMixed, int ways, double dollars) {
    Random random = new Random(seed);
    List<Explored> explored = new ArrayList<>();
    for (int i = 0; i < MARKETS; i++) {
      GeneratedMarket generated =
          isMixed
              ? GeneratedMarket.mixed(random.nextLong(), 60, 12)
              : GeneratedMarket.of(random.nextLong(), 60, 12);
      Token sell = generated.token(random.nextInt(6));
      Token buy = generated.token(6 + random.nextInt(6));
      Uint256 amount = generated.worth(sell, dollars);
      MarketGraph graph = new TokenGraph(generated.market()).at(generated.market());
      RouteRequest request =
          new RouteRequest(
              new Trade.ExactIn(sell.amount(amount), buy),
              RouteLimits.of(HOPS, ways),
              NetworkFee.FREE,
              generated.wrappedNative());
      Question question =
          Question.of(
              graph,
              request,
              graph.topology().indexOf(sell),
              graph.topology().indexOf(buy),
              new SearchSpace(graph.topology()));
      Explorer explorer = new Explorer(question);
      explorer.explore(amount.toDouble());
      if (explorer.network().size() > 0) {
        explored.add(new Explored(question, explorer, amount.toDouble()));
      }
    }
    assertThat(explored).hasSizeGreaterThan(MARKETS / 2);
    return explored;
  }
}
