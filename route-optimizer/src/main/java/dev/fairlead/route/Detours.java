package dev.fairlead.route;

import java.util.Arrays;

/**
 * Finds the ways around what a network uses that would pay: from one of its tokens over edges that
 * it does not use to another one.
 *
 * <p>Each token of the network is worth what a little more of it gives at the end. Backwards from
 * these worths, hop by hop, each other token is worth what its best edge makes of it; where an edge
 * out of the network leads to more than its own token is worth, a way around begins.
 */
final class Detours {
  private static final double BETTER = 1 + 1e-8;
  private static final int MOST = 24;

  private final Question question;
  private final MarketGraph graph;
  private final Topology topology;
  private final SearchSpace space;

  private final int[][] chain = new int[MOST][];
  private final double[] gain = new double[MOST];
  private int count;
  private final int[] row = new int[RouteLimits.MOST_HOPS];
  private int[] before = new int[64];
  private int[] after = new int[64];

  Detours(Question question, SearchSpace space) {
    this.question = question;
    this.graph = question.graph();
    this.topology = graph.topology();
    this.space = space;
  }

  int count() {
    return count;
  }

  /** The edges of a way around, those that gain most first. */
  int[] chain(int i) {
    return chain[i];
  }

  /** About what a way around adds at the end, less its gas. */
  double gain(int i) {
    return gain[i];
  }

  /** Looks for ways around that gain more than {@code least}. */
  void look(Network network, double least) {
    count = 0;
    if (before.length < network.nodes()) {
      before = new int[2 * network.nodes()];
      after = new int[2 * network.nodes()];
    }
    measure(network);
    value(network);
    for (int at = 0; at < network.order().count(); at++) {
      int node = network.order().node(at);
      if (!network.isTarget(node) && network.held(node) > 0) {
        leave(network, node, least);
      }
    }
  }

  /** For each token the most edges from the token sold to it, and from it to the token bought. */
  private void measure(Network network) {
    FlowOrder order = network.order();
    Arrays.fill(before, 0, network.nodes(), 0);
    Arrays.fill(after, 0, network.nodes(), 0);
    for (int at = 0; at < order.count(); at++) {
      int node = order.node(at);
      for (int k = order.firstOut(node); k < order.firstOut(node + 1); k++) {
        int to = network.head(order.outEdge(k));
        before[to] = Math.max(before[to], before[node] + 1);
      }
    }
    for (int at = order.count() - 1; at >= 0; at--) {
      int node = order.node(at);
      for (int k = order.firstOut(node); k < order.firstOut(node + 1); k++) {
        after[node] = Math.max(after[node], after[network.head(order.outEdge(k))] + 1);
      }
    }
  }

  private void value(Network network) {
    int stamp = space.nextRun();
    int[] now = space.frontier;
    int[] next = space.nextFrontier;
    int count = 0;
    for (int at = 0; at < network.order().count(); at++) {
      int node = network.order().node(at);
      if (network.value(node) > 0) {
        int token = network.token(node);
        space.bestIn[token] = stamp;
        space.best[token] = network.value(node);
        space.via[token] = -1;
        space.place[token] = node;
        now[count++] = token;
      }
    }
    for (int hop = 1; hop < question.limits().maxHops() && count > 0; hop++) {
      int stampOfHop = space.nextRun();
      int nextCount = 0;
      for (int i = 0; i < count; i++) {
        int u = now[i];
        double onward = space.best[u];
        int end = topology.firstEdge(u + 1);
        for (int e = topology.firstEdge(u); e < end; e++) {
          int v = topology.to(e);
          double price = graph.spotBack(e) * onward;
          boolean isKnown = space.bestIn[v] >= stamp;
          if (price > (isKnown ? space.best[v] : 0)
              && !(isKnown && space.via[v] < 0)
              && question.admits(topology.reverse(e))
              && question.admits(e)) {
            space.bestIn[v] = stamp;
            space.best[v] = price;
            space.via[v] = topology.reverse(e);
            if (space.reachedIn[v] != stampOfHop) {
              space.reachedIn[v] = stampOfHop;
              next[nextCount++] = v;
            }
          }
        }
      }
      int[] swap = now;
      now = next;
      next = swap;
      count = nextCount;
    }
    this.stamp = stamp;
  }

  private int stamp;

  private void leave(Network network, int node, double least) {
    int u = network.token(node);
    double own = network.value(node);
    int end = topology.firstEdge(u + 1);
    for (int e = topology.firstEdge(u); e < end; e++) {
      int v = topology.to(e);
      if (space.bestIn[v] >= stamp
          && mayGain(e, graph.spot(e) * space.best[v], own, least)
          && space.flow(e) == 0
          && space.flow(topology.reverse(e)) == 0
          && question.admits(e)) {
        consider(network, node, e, least);
      }
    }
  }

  /**
   * Whether an edge whose first unit is worth so much at the end could gain enough by itself: by
   * how fast its price falls at least.
   */
  private boolean mayGain(int edge, double worth, double own, double least) {
    if (worth <= own * BETTER) {
      return false;
    }
    double more = Math.sqrt(worth) - Math.sqrt(own);
    double enough = count == MOST ? Math.max(least, gain[MOST - 1]) : least;
    return more * more > enough * graph.fall(edge);
  }

  private void consider(Network network, int node, int first, double least) {
    int length = 0;
    int edge = first;
    while (edge >= 0) {
      if (length == row.length
          || (length > 0 && topology.pool(edge) == topology.pool(row[length - 1]))) {
        return;
      }
      row[length++] = edge;
      edge = space.via[topology.to(edge)];
    }
    int last = topology.to(row[length - 1]);
    if (last == network.token(node)) {
      return;
    }
    int end = space.place[last];
    if (before[node] + length + after[end] > question.limits().maxHops()) {
      return;
    }
    double a = 1;
    double b = 0;
    double cost = 0;
    for (int i = 0; i < length; i++) {
      EdgeCurve curve = graph.curve(row[i]);
      if (curve.isDead()) {
        return;
      }
      b = curve.alpha() * b + curve.beta();
      a *= curve.alpha();
      cost += question.cost(curve);
    }
    double own = network.value(node);
    double onward = network.value(end);
    double held = network.held(node);
    double x = b > 0 ? Math.min(held, (Math.sqrt(onward * a / own) - a) / b) : held;
    double gained = x > 0 ? onward * x / (a + b * x) - own * x - cost / 4 : 0;
    if (gained > least) {
      keep(length, gained);
    }
  }

  private void keep(int length, double gained) {
    int at = Math.min(count, MOST - 1);
    if (count == MOST && gained <= gain[at]) {
      return;
    }
    while (at > 0 && gain[at - 1] < gained) {
      gain[at] = gain[at - 1];
      chain[at] = chain[at - 1];
      at--;
    }
    gain[at] = gained;
    chain[at] = Arrays.copyOf(row, length);
    count = Math.min(count + 1, MOST);
  }
}
