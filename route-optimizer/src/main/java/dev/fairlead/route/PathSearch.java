package dev.fairlead.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The layered search: from the token sold, hop by hop, it carries the real amount through the
 * curves and keeps for each token and number of hops the way that leaves the most after gas.
 *
 * <p>A way is left as soon as even the {@link Outlook} from there would not give enough. Amounts
 * that other legs already send through an edge count: a further amount gets the price that they
 * leave. One instance serves one request; it is not for several threads.
 */
final class PathSearch {
  private static final double NONE = Double.NEGATIVE_INFINITY;
  private static final double ROUNDING = 1 + 1e-12;
  private static final int MOST_ARRIVALS = 4;
  private static final int ANYWHERE = -1;

  private final MarketGraph graph;
  private final Topology topology;
  private final IntPredicate admitted;
  private final int source;
  private final int target;
  private final int maxHops;
  private final double[] unitsPerWei;
  private final double gasPrice;
  private final double gasPerByte;
  private final SearchSpace space;
  private final int tokens;

  private boolean hasLooked;
  private int run;
  private double weiPerGas;
  private double goal;
  private int hops;
  private final double[] arrivalNet = new double[MOST_ARRIVALS];
  private final int[] arrivalHop = new int[MOST_ARRIVALS];
  private final int[] arrivalEdge = new int[MOST_ARRIVALS];

  private PathSearch(
      MarketGraph graph,
      IntPredicate admitted,
      int source,
      int target,
      int maxHops,
      double[] unitsPerWei,
      double gasPrice,
      double gasPerByte,
      SearchSpace space) {
    this.graph = graph;
    this.topology = graph.topology();
    this.admitted = admitted;
    this.source = source;
    this.target = target;
    this.maxHops = maxHops;
    this.unitsPerWei = unitsPerWei;
    this.gasPrice = gasPrice;
    this.gasPerByte = gasPerByte;
    this.space = space;
    this.tokens = topology.tokenCount();
  }

  /**
   * A search for one target.
   *
   * @param unitsPerWei by which gas is turned into each token on the way
   * @param gasPrice in wei
   * @param gasPerByte how much gas costs as much as a byte of a hop
   */
  static PathSearch to(
      int target,
      MarketGraph graph,
      IntPredicate admitted,
      int source,
      int maxHops,
      double[] unitsPerWei,
      double gasPrice,
      double gasPerByte,
      SearchSpace space) {
    space.clearFlow();
    return new PathSearch(
        graph, admitted, source, target, maxHops, unitsPerWei, gasPrice, gasPerByte, space);
  }

  /** A search for every token, without gas. */
  static PathSearch everywhere(MarketGraph graph, int source, int maxHops) {
    SearchSpace space = new SearchSpace(graph.topology());
    return new PathSearch(graph, _ -> true, source, ANYWHERE, maxHops, new double[0], 0, 0, space);
  }

  /** Forgets what flows. */
  void clearFlow() {
    space.clearFlow();
  }

  /** Adds to what flows through an edge. */
  void addFlow(int edge, double x) {
    space.addFlow(edge, x);
  }

  /**
   * Runs the search for this amount.
   *
   * @param gasShare how much of the gas counts against it
   * @param floor what a path must leave more than to be found
   */
  void run(double amountIn, double gasShare, double floor) {
    run(amountIn, gasShare, floor, maxHops);
  }

  /** The same over paths of at most so many hops. */
  void run(double amountIn, double gasShare, double floor, int mostHops) {
    if (!hasLooked && target != ANYWHERE) {
      space.outlook.look(graph, source, target, maxHops - 1);
      hasLooked = true;
    }
    run = space.nextRun();
    hops = Math.min(mostHops, maxHops);
    weiPerGas = gasShare * gasPrice;
    goal = floor;
    Arrays.fill(arrivalNet, floor);
    Arrays.fill(arrivalEdge, -1);
    reach(0, source, amountIn, amountIn, 0, -1);
    int[] now = space.frontier;
    int[] next = space.nextFrontier;
    now[0] = source;
    int count = 1;
    for (int h = 0; h < hops && count > 0; h++) {
      int nextCount = 0;
      for (int i = 0; i < count; i++) {
        nextCount = relax(h, now[i], next, nextCount);
      }
      int[] swap = now;
      now = next;
      next = swap;
      count = nextCount;
    }
  }

  private void reach(int layer, int token, double amount, double net, double gas, int via) {
    int label = layer + token;
    space.reachedIn[label] = run;
    space.amount[label] = amount;
    space.net[label] = net;
    space.gas[label] = gas;
    space.via[label] = via;
  }

  private int relax(int h, int u, int[] next, int count) {
    int nextCount = count;
    int at = h * tokens + u;
    int layer = (h + 1) * tokens;
    int left = hops - h - 1;
    double x = space.amount[at];
    double gasBefore = space.gas[at];
    int end = topology.firstEdge(u + 1);
    for (int e = topology.firstEdge(u); e < end; e++) {
      int v = topology.to(e);
      double onward = v == target || target == ANYWHERE ? 1 : space.outlook.best(left, v);
      double most = graph.atMost(e, x);
      if (onward == 0 || !isEnough(most * onward, gasBefore)) {
        continue;
      }
      boolean reached = space.reachedIn[layer + v] == run;
      double least = v == target ? goal : reached ? space.net[layer + v] : NONE;
      if (most <= least || !admitted.test(e)) {
        continue;
      }
      EdgeCurve curve = graph.curve(e);
      double y = output(curve, e, x);
      double gas = gasBefore + curve.gas(gasPerByte);
      double net = weiPerGas == 0 ? y : y - gas * weiPerGas * unitsPerWei[v];
      if (y <= 0 || net <= least || !isEnough(y * onward, gas) || repeats(h, u, e, v)) {
        continue;
      }
      if (v == target) {
        arrive(h, e, net);
        continue;
      }
      if (!reached) {
        next[nextCount++] = v;
      }
      reach(layer, v, y, net, gas, e);
    }
    return nextCount;
  }

  /** Whether so much at the target, the gas up to here paid, could still be a find. */
  private boolean isEnough(double atTarget, double gas) {
    return target == ANYWHERE
        || atTarget * ROUNDING - (weiPerGas == 0 ? 0 : gas * weiPerGas * unitsPerWei[target])
            > goal;
  }

  /** Never more than is counted on, so that nothing depends on which curves are known already. */
  private double output(EdgeCurve curve, int edge, double x) {
    double before = space.flow(edge);
    if (before > 0) {
      return Math.min(curve.out(before + x) - curve.out(before), curve.atMost(x));
    }
    return space.flow(topology.reverse(edge)) > 0 ? 0 : Math.min(curve.out(x), curve.atMost(x));
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
      int before = space.via[layer * tokens + token];
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
    goal = arrivalNet[MOST_ARRIVALS - 1];
  }

  /** The best few ways to the target, each with another last step, in edges: the best first. */
  List<int[]> paths() {
    List<int[]> paths = new ArrayList<>(MOST_ARRIVALS);
    for (int i = 0; i < MOST_ARRIVALS && arrivalEdge[i] >= 0; i++) {
      int[] path = new int[arrivalHop[i] + 1];
      path[path.length - 1] = arrivalEdge[i];
      int token = topology.from(arrivalEdge[i]);
      for (int h = path.length - 1; h > 0; h--) {
        path[h - 1] = space.via[h * tokens + token];
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
      if (space.reachedIn[h * tokens + token] == run) {
        most = Math.max(most, space.amount[h * tokens + token]);
      }
    }
    return most;
  }
}
