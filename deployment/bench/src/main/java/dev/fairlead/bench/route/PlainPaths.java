package dev.fairlead.bench.route;

import dev.fairlead.bench.HeapGrowth;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import java.util.List;
import java.util.function.Function;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.jgrapht.alg.shortestpath.YenKShortestPath;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.DirectedWeightedMultigraph;

/**
 * What JGraphT alone gives: the shortest paths by the logarithms of spot prices, each priced
 * exactly, the best one taken, nothing split.
 *
 * <p>Weights are what is lost against the fair prices that the market was generated from, so that
 * none is negative; that ranks paths between two tokens as the prices themselves do.
 */
final class PlainPaths implements Contestant {
  private final double mebibytes;
  private final String name;
  private final PairMarket market;
  private final Graph<Token, Side> graph = new DirectedWeightedMultigraph<>(Side.class);
  private final Function<Ask, List<GraphPath<Token, Side>>> search;

  /** One direction of one pool. */
  private static final class Side extends DefaultWeightedEdge {
    private static final long serialVersionUID = 1L;

    private final transient Pool pool;
    private final transient Token in;
    private final transient Token out;

    Side(Pool pool, Token in, Token out) {
      this.pool = pool;
      this.in = in;
      this.out = out;
    }
  }

  private PlainPaths(String name, PairMarket market, int paths) {
    HeapGrowth growth = new HeapGrowth();
    this.name = name;
    this.market = market;
    for (int t = 0; t < market.generated().tokenCount(); t++) {
      graph.addVertex(market.generated().token(t));
    }
    for (Pool pool : market.pairs()) {
      connect(pool, pool.tokens().get(0), pool.tokens().get(1));
      connect(pool, pool.tokens().get(1), pool.tokens().get(0));
    }
    this.mebibytes = growth.mebibytes();
    DijkstraShortestPath<Token, Side> shortest = new DijkstraShortestPath<>(graph);
    YenKShortestPath<Token, Side> several = new YenKShortestPath<>(graph);
    this.search =
        paths == 1
            ? ask -> only(shortest.getPath(token(ask.sell()), token(ask.buy())))
            : ask -> several.getPaths(token(ask.sell()), token(ask.buy()), paths);
  }

  static PlainPaths dijkstra(PairMarket market) {
    return new PlainPaths("JGraphT Dijkstra", market, 1);
  }

  static PlainPaths yen(PairMarket market, int paths) {
    return new PlainPaths("JGraphT Yen " + paths, market, paths);
  }

  private static List<GraphPath<Token, Side>> only(GraphPath<Token, Side> path) {
    return path == null ? List.of() : List.of(path);
  }

  private void connect(Pool pool, Token in, Token out) {
    double kept = pool.spotPrice(in, out) * market.perMillion(in) / market.perMillion(out);
    Side side = new Side(pool, in, out);
    graph.addEdge(in, out, side);
    graph.setEdgeWeight(side, Math.max(0, -Math.log(kept)));
  }

  private Token token(int number) {
    return market.generated().token(number);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Answer answer(Ask ask) {
    long start = System.nanoTime();
    double best = 0;
    for (GraphPath<Token, Side> path : search.apply(ask)) {
      best = Math.max(best, output(path, ask.amount()));
    }
    return new Answer(best, System.nanoTime() - start);
  }

  private static double output(GraphPath<Token, Side> path, Uint256 amount) {
    Uint256 carried = amount;
    for (Side side : path.getEdgeList()) {
      if (!(side.pool.quoteExactIn(side.in, side.out, carried) instanceof Quote.Filled filled)) {
        return 0;
      }
      carried = filled.amountOut();
    }
    return carried.toDouble();
  }

  @Override
  public double mebibytes() {
    return mebibytes;
  }
}
