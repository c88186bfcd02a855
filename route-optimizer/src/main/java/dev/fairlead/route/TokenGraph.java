package dev.fairlead.route;

import dev.fairlead.model.Token;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jgrapht.Graph;
import org.jgrapht.graph.DirectedWeightedMultigraph;
import org.jgrapht.graph.EdgeReversedGraph;
import org.jgrapht.traverse.BreadthFirstIterator;

/**
 * The multigraph of all tokens and pools: a vertex a token, an edge a pool and direction, weighted
 * with the negative logarithm of its spot price, so that a short path is a good price.
 *
 * <p>It follows the market: between two snapshots only what changed is touched. The arrays that a
 * search runs on are taken from it when the pools change, and the distances that prune a search are
 * counted in it. Safe for any thread; searches hold the snapshot that they got.
 */
final class TokenGraph {
  private DirectedWeightedMultigraph<Token, PoolEdge> graph =
      new DirectedWeightedMultigraph<>(PoolEdge.class);
  private List<PoolEdge[]> edgesOfPool = new ArrayList<>();
  private Map<Token, Integer> tokenIndex = new HashMap<>();
  private volatile MarketGraph current;
  private volatile MarketGraph previous;

  TokenGraph(Market market) {
    current = build(market);
    previous = current;
  }

  /** The graph of this market; the one before the latest is kept for those who still search it. */
  MarketGraph at(Market market) {
    MarketGraph latest = current;
    if (latest.market() == market) {
      return latest;
    }
    MarketGraph before = previous;
    return before.market() == market ? before : follow(market);
  }

  private synchronized MarketGraph follow(Market market) {
    MarketGraph latest = current;
    if (latest.market() == market) {
      return latest;
    }
    MarketGraph next;
    if (market.hasSamePoolsAs(latest.market())) {
      int[] changed = market.changedSince(latest.market());
      next = latest.next(market, changed);
      for (int p : changed) {
        for (PoolEdge edge : edgesOfPool.get(p)) {
          weigh(edge, market.pool(p));
        }
      }
    } else {
      next = build(market);
    }
    previous = latest;
    current = next;
    return next;
  }

  private MarketGraph build(Market market) {
    int known = edgesOfPool.size();
    if (!continues(market, known)) {
      // Distances are still counted in the graph as it was: searches may hold a market before.
      graph = new DirectedWeightedMultigraph<>(PoolEdge.class);
      edgesOfPool = new ArrayList<>();
      tokenIndex = new HashMap<>();
      known = 0;
    }
    List<Token> tokens = market.tokens();
    for (int t = tokenIndex.size(); t < tokens.size(); t++) {
      tokenIndex.put(tokens.get(t), t);
      graph.addVertex(tokens.get(t));
    }
    for (int p = 0; p < market.size(); p++) {
      if (p >= known) {
        edgesOfPool.add(connect(market.pool(p), p));
      }
      for (PoolEdge edge : edgesOfPool.get(p)) {
        weigh(edge, market.pool(p));
      }
    }
    Topology topology = topology(tokens);
    double[] spot = new double[topology.edgeCount()];
    for (int e = 0; e < spot.length; e++) {
      spot[e] =
          MarketGraph.spotPrice(
              market.pool(topology.pool(e)),
              topology.token(topology.from(e)),
              topology.token(topology.to(e)));
    }
    return new MarketGraph(market, topology, spot);
  }

  /** Whether the market only adds to the pools that this graph knows. */
  private boolean continues(Market market, int known) {
    if (market.size() < known) {
      return false;
    }
    for (int p = 0; p < known; p++) {
      if (!market.pool(p).id().equals(current.market().pool(p).id())) {
        return false;
      }
    }
    return true;
  }

  private PoolEdge[] connect(Pool pool, int place) {
    List<Token> tokens = pool.tokens();
    List<PoolEdge> edges = new ArrayList<>();
    for (Token in : tokens) {
      for (Token out : tokens) {
        if (!in.equals(out)) {
          PoolEdge edge = new PoolEdge(place, placeOf(in), placeOf(out));
          graph.addEdge(in, out, edge);
          edges.add(edge);
        }
      }
    }
    return edges.toArray(PoolEdge[]::new);
  }

  private int placeOf(Token token) {
    return Objects.requireNonNull(tokenIndex.get(token));
  }

  private void weigh(PoolEdge edge, Pool pool) {
    double spot = MarketGraph.spotPrice(pool, graph.getEdgeSource(edge), graph.getEdgeTarget(edge));
    graph.setEdgeWeight(edge, -StrictMath.log(spot));
  }

  private Topology topology(List<Token> tokens) {
    List<List<PoolEdge>> edges = new ArrayList<>(tokens.size());
    for (Token token : tokens) {
      List<PoolEdge> outgoing = new ArrayList<>(graph.outgoingEdgesOf(token));
      outgoing.sort(Comparator.comparingInt(PoolEdge::tokenOut).thenComparingInt(PoolEdge::pool));
      edges.add(outgoing);
    }
    Map<Token, Integer> places = Map.copyOf(tokenIndex);
    Graph<Token, PoolEdge> backwards = new EdgeReversedGraph<>(graph);
    return new Topology(
        tokens,
        places,
        edges,
        edgesOfPool.size(),
        target -> hopsTo(tokens.get(target), backwards, places));
  }

  /** Pools that were added since only bring tokens nearer, so the counts stay lower bounds. */
  private synchronized byte[] hopsTo(
      Token target, Graph<Token, PoolEdge> backwards, Map<Token, Integer> places) {
    byte[] hops = new byte[places.size()];
    Arrays.fill(hops, Topology.FAR);
    BreadthFirstIterator<Token, PoolEdge> nearestFirst =
        new BreadthFirstIterator<>(backwards, target);
    for (Iterator<Token> it = nearestFirst; it.hasNext(); ) {
      Token token = it.next();
      int depth = nearestFirst.getDepth(token);
      if (depth > RouteLimits.MOST_HOPS) {
        break;
      }
      Integer at = places.get(token);
      if (at != null) {
        hops[at] = (byte) depth;
      }
    }
    return hops;
  }

  /** The weight of one direction of a pool. */
  synchronized double weight(int pool, int tokenIn, int tokenOut) {
    for (PoolEdge edge : edgesOfPool.get(pool)) {
      if (edge.tokenIn() == tokenIn && edge.tokenOut() == tokenOut) {
        return graph.getEdgeWeight(edge);
      }
    }
    throw new IllegalArgumentException("pool " + pool + " does not hold both tokens");
  }
}
