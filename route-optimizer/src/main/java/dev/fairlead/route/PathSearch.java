package dev.fairlead.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The layered search: from the token sold, hop by hop, it carries the real amount through the
 * curves and keeps for each token and number of hops the way that leaves the most after gas.
 *
 * <p>Amounts that other legs already send through an edge count: a further amount gets the price
 * that they leave. One instance serves one request; it is not for several threads.
 */
final class PathSearch {
  private static final double NONE = Double.NEGATIVE_INFINITY;
  private static final int MOST_ARRIVALS = 4;

  private final MarketGraph graph;
  private final Topology topology;
  private final IntPredicate admitted;
  private final int source;
  private final int target;
  private final int maxHops;
  private final double[] unitsPerWei;
  private final double gasPrice;
  private final byte[] hopsToTarget;
  private final double[] flow;
  private final int[] flowing;
  private int flowCount;

  private final int tokens;
  private final double[] amount;
  private final double[] net;
  private final double[] gas;
  private final int[] via;
  private final double[] arrivalNet = new double[MOST_ARRIVALS];
  private final int[] arrivalHop = new int[MOST_ARRIVALS];
  private final int[] arrivalEdge = new int[MOST_ARRIVALS];
  private final int[] frontier;
  private final int[] nextFrontier;

  /**
   * @param target the token to arrive at, or -1 to go everywhere
   * @param unitsPerWei by which gas is turned into each token on the way
   * @param gasPrice in wei
   */
  PathSearch(
      MarketGraph graph,
      IntPredicate admitted,
      int source,
      int target,
      int maxHops,
      double[] unitsPerWei,
      double gasPrice) {
    this.graph = graph;
    this.topology = graph.topology();
    this.admitted = admitted;
    this.source = source;
    this.target = target;
    this.maxHops = maxHops;
    this.unitsPerWei = unitsPerWei;
    this.gasPrice = gasPrice;
    this.tokens = topology.tokenCount();
    this.hopsToTarget = target < 0 ? new byte[tokens] : topology.hopsTo(target);
    this.flow = new double[target < 0 ? 0 : topology.edgeCount()];
    this.flowing = new int[target < 0 ? 0 : RouteLimits.MOST_LEGS * RouteLimits.MOST_HOPS * 2];
    int labels = (maxHops + 1) * tokens;
    this.amount = new double[labels];
    this.net = new double[labels];
    this.gas = new double[labels];
    this.via = new int[labels];
    this.frontier = new int[tokens];
    this.nextFrontier = new int[tokens];
  }

  /** Forgets what flows. */
  void clearFlow() {
    for (int i = 0; i < flowCount; i++) {
      flow[flowing[i]] = 0;
    }
    flowCount = 0;
  }

  /** Adds to what flows through an edge. */
  void addFlow(int edge, double x) {
    if (flow[edge] == 0) {
      flowing[flowCount++] = edge;
    }
    flow[edge] += x;
  }

  /** Runs the search for this amount; {@code gasShare} is how much of the gas counts against it. */
  void run(double amountIn, double gasShare) {
    Arrays.fill(net, NONE);
    Arrays.fill(arrivalNet, NONE);
    amount[source] = amountIn;
    net[source] = amountIn;
    gas[source] = 0;
    int[] now = frontier;
    int[] next = nextFrontier;
    now[0] = source;
    int count = 1;
    for (int h = 0; h < maxHops && count > 0; h++) {
      int nextCount = 0;
      for (int i = 0; i < count; i++) {
        nextCount = relax(h, now[i], gasShare * gasPrice, next, nextCount);
      }
      int[] swap = now;
      now = next;
      next = swap;
      count = nextCount;
    }
  }

  private int relax(int h, int u, double weiPerGas, int[] next, int nextCount) {
    int at = h * tokens + u;
    int layer = (h + 1) * tokens;
    int left = maxHops - h - 1;
    double x = amount[at];
    int end = topology.firstEdge(u + 1);
    for (int e = topology.firstEdge(u); e < end; e++) {
      int v = topology.to(e);
      double least = v == target ? arrivalNet[MOST_ARRIVALS - 1] : net[layer + v];
      if (hopsToTarget[v] > left || x * graph.spot(e) <= least || !admitted.test(e)) {
        continue;
      }
      EdgeCurve curve = graph.curve(e);
      double y = output(curve, e, x);
      double gasSum = gas[at] + curve.gas();
      double netOut = weiPerGas == 0 ? y : y - gasSum * weiPerGas * unitsPerWei[v];
      if (y <= 0 || netOut <= least || repeats(h, u, e, v)) {
        continue;
      }
      if (v == target) {
        arrive(h, e, netOut);
        continue;
      }
      if (net[layer + v] == NONE) {
        next[nextCount++] = v;
      }
      amount[layer + v] = y;
      net[layer + v] = netOut;
      gas[layer + v] = gasSum;
      via[layer + v] = e;
    }
    return nextCount;
  }

  private double output(EdgeCurve curve, int edge, double x) {
    if (flow.length == 0) {
      return curve.out(x);
    }
    double before = flow[edge];
    if (before > 0) {
      return curve.out(before + x) - curve.out(before);
    }
    return flow[topology.reverse(edge)] > 0 ? 0 : curve.out(x);
  }

  /** What an amount gives along a path, after everything that flows. */
  double outputOf(int[] path, double amountIn) {
    double carried = amountIn;
    for (int edge : path) {
      carried = output(graph.curve(edge), edge, carried);
    }
    return carried;
  }

  /** Whether the way to {@code u} already met the token or the pool. */
  private boolean repeats(int h, int u, int edge, int v) {
    int pool = topology.pool(edge);
    int token = u;
    for (int layer = h; layer > 0; layer--) {
      int before = via[layer * tokens + token];
      token = topology.from(before);
      if (token == v || topology.pool(before) == pool) {
        return true;
      }
    }
    return false;
  }

  /** Keeps the best few arrivals at the target, the best first. */
  private void arrive(int hop, int edge, double value) {
    int at = MOST_ARRIVALS - 1;
    while (at > 0 && arrivalNet[at - 1] < value) {
      arrivalNet[at] = arrivalNet[at - 1];
      arrivalHop[at] = arrivalHop[at - 1];
      arrivalEdge[at] = arrivalEdge[at - 1];
      at--;
    }
    arrivalNet[at] = value;
    arrivalHop[at] = hop;
    arrivalEdge[at] = edge;
  }

  /** The best few ways to the target, each with another last step, in edges: the best first. */
  List<int[]> paths() {
    List<int[]> paths = new ArrayList<>(MOST_ARRIVALS);
    for (int i = 0; i < MOST_ARRIVALS && arrivalNet[i] != NONE; i++) {
      int[] path = new int[arrivalHop[i] + 1];
      path[path.length - 1] = arrivalEdge[i];
      int token = topology.from(arrivalEdge[i]);
      for (int h = path.length - 1; h > 0; h--) {
        path[h - 1] = via[h * tokens + token];
        token = topology.from(path[h - 1]);
      }
      paths.add(path);
    }
    return paths;
  }

  /** The largest amount in which the search reached a token, by any number of hops; else zero. */
  double mostOf(int token) {
    double most = 0;
    for (int h = 0; h <= maxHops; h++) {
      if (net[h * tokens + token] != NONE) {
        most = Math.max(most, amount[h * tokens + token]);
      }
    }
    return most;
  }
}
