package dev.fairlead.route;

import java.util.Arrays;

/**
 * The arrays of a search over one topology, reused from request to request so that a request does
 * not pay for clearing them. One request at a time uses a space.
 */
final class SearchSpace {
  /** Far more than one request takes lies between this and the end of the numbers. */
  private static final int MOST_RUNS = 1 << 30;

  private final int tokens;
  private final int edges;
  private final double[] flow;
  private int[] flowing = new int[64];
  private int flowCount;
  private int run;

  final double[] amount;
  final double[] net;
  final double[] gas;
  final int[] via;
  final int[] reachedIn;

  /** For each token what {@link Detours} know: what a part of it is worth as it goes on best. */
  final double[] worth;

  /** What the first unit is worth then, how fast that falls, and over how many edges. */
  final double[] first;

  final double[] falls;
  final int[] length;

  /** Over how many of them outside of the network. */
  final int[] around;

  /** The tokens from which they go on. */
  final LossQueue queue;

  /** For each token of a network its place there. */
  final int[] place;

  final int[] frontier;
  final int[] nextFrontier;
  final Outlook outlook;

  SearchSpace(Topology topology) {
    tokens = topology.tokenCount();
    edges = topology.edgeCount();
    int labels = (RouteLimits.MOST_HOPS + 1) * tokens;
    amount = new double[labels];
    net = new double[labels];
    gas = new double[labels];
    via = new int[labels];
    reachedIn = new int[labels];
    worth = new double[tokens];
    first = new double[tokens];
    falls = new double[tokens];
    length = new int[tokens];
    around = new int[tokens];
    queue = new LossQueue(tokens);
    place = new int[tokens];
    frontier = new int[tokens];
    nextFrontier = new int[tokens];
    flow = new double[edges];
    outlook = new Outlook(tokens);
  }

  /** Whether a search over this topology can use it, and count its runs on without an overflow. */
  boolean fits(Topology topology) {
    return tokens == topology.tokenCount() && edges == topology.edgeCount() && run < MOST_RUNS;
  }

  /** The number of a new run: labels of other runs don't count. */
  int nextRun() {
    run++;
    return run;
  }

  /** What other legs already send through an edge. */
  double flow(int edge) {
    return flow[edge];
  }

  void addFlow(int edge, double x) {
    if (flow[edge] == 0) {
      if (flowCount == flowing.length) {
        flowing = Arrays.copyOf(flowing, 2 * flowCount);
      }
      flowing[flowCount++] = edge;
    }
    flow[edge] += x;
  }

  void clearFlow() {
    for (int i = 0; i < flowCount; i++) {
      flow[flowing[i]] = 0;
    }
    flowCount = 0;
  }
}
