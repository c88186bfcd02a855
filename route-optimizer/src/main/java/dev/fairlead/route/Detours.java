package dev.fairlead.route;

import java.util.Arrays;

/**
 * Finds the ways around what a network uses that would pay: from one of its tokens over edges that
 * it does not use to another one.
 *
 * <p>Each token of the network is worth what a little more of it gives at the end. Backwards from
 * these worths, hop by hop, each other token is worth what its best edge makes of it: the one that
 * makes most of a part of the output, so that small pools with good prices don't hide the deep
 * ones. Where an edge out of the network leads to more than its own token is worth, a way around
 * begins.
 */
final class Detours {
  private static final double BETTER = 1 + 1e-8;
  private static final int MOST = 24;

  /** A way around is no longer than this. */
  private static final int MOST_HOPS = 8;

  /** Where ways must be short, an edge less is preferred to so much more: others can join then. */
  private static final double SHORTER = 1e-3;

  private final Question question;
  private final MarketGraph graph;
  private final Topology topology;
  private final SearchSpace space;
  private final Parities.Units units;

  private final int[][] chain = new int[MOST][];
  private final double[] gain = new double[MOST];
  private final double[] amount = new double[MOST];
  private int count;
  private final int[] row = new int[MOST_HOPS];
  private int[] before = new int[0];
  private int[] after = new int[0];

  Detours(Question question, SearchSpace space) {
    this.question = question;
    this.graph = question.graph();
    this.topology = graph.topology();
    this.space = space;
    this.units = question.units();
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

  /** About how much a way around takes then. */
  double amount(int i) {
    return amount[i];
  }

  /** What a first unit of a token was found worth; zero where it was not found. */
  double worth(int token) {
    return space.first[token];
  }

  /** About what all ways around add, were none in the way of another. */
  double promise() {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += gain[i];
    }
    return sum;
  }

  /**
   * Looks for ways around that gain more than {@code least}.
   *
   * @param part how much of the output each is to serve best
   */
  void look(Network network, double least, double part) {
    count = 0;
    space.clearFlow();
    for (int e = 0; e < network.edges(); e++) {
      if (network.flow(e) > 0) {
        space.addFlow(network.edge(e), network.flow(e));
      }
    }
    before = network.edgesBefore();
    after = network.edgesAfter();
    value(network, part);
    for (int at = 0; at < network.order().count(); at++) {
      int node = network.order().node(at);
      if (!network.isTarget(node) && network.held(node) > 0) {
        leave(network, node, least);
      }
    }
  }

  private void value(Network network, double part) {
    begin(network);
    int mostHops = question.limits().maxHops();
    double perEdge = mostHops > MOST_HOPS ? 0 : SHORTER;
    int mostAround = Math.min(mostHops, MOST_HOPS) - 1;
    double[] known = space.worth;
    for (int u = space.queue.poll(); u >= 0; u = space.queue.poll()) {
      double onward = space.first[u];
      double fallsOnward = space.falls[u];
      int length = space.length[u] + 1;
      int around = space.around[u] + 1;
      double longer = 1 / Math.max(Double.MIN_NORMAL, 1 - perEdge * length);
      int end = length < mostHops && around <= mostAround ? topology.firstEdge(u + 1) : 0;
      for (int e = topology.firstEdge(u); e < end; e++) {
        int v = topology.to(e);
        double price = graph.spotBack(e);
        double first = price * onward;
        double least = known[v] * longer;
        if (first <= least) {
          continue;
        }
        double falls = graph.fallBack(e);
        if (falls < 0) {
          if (!isMore(first, price * fallsOnward, part, least) || !admits(e)) {
            continue;
          }
          falls = graph.curve(topology.reverse(e)).fall();
        }
        falls += price * fallsOnward;
        if (isMore(first, falls, part, least) && admits(e) && !meets(v, e)) {
          known[v] = first * first / (first + falls * part) / longer;
          space.first[v] = first;
          space.falls[v] = falls;
          space.length[v] = length;
          space.around[v] = around;
          space.via[v] = e;
          queue(v, known[v]);
        }
      }
    }
  }

  private void queue(int token, double worth) {
    space.queue.put(token, worth * units.of(token) / units.of(question.target()));
  }

  /** Whether a part of the output that large, at a price that falls so fast, is worth more. */
  private static boolean isMore(double first, double falls, double part, double least) {
    return first * first > least * (first + falls * part);
  }

  /** Whether the way that goes on behind an edge passes a token or the edge's pool again. */
  private boolean meets(int token, int edge) {
    int pool = topology.pool(edge);
    int via = space.via[topology.from(edge)];
    while (via >= 0) {
      if (topology.from(via) == token || topology.pool(via) == pool) {
        return true;
      }
      via = space.via[topology.from(via)];
    }
    return false;
  }

  private boolean admits(int edge) {
    return question.admits(topology.reverse(edge)) && question.admits(edge);
  }

  /** Begins with the tokens of the network, by what they are worth there. */
  private void begin(Network network) {
    Arrays.fill(space.worth, 0);
    Arrays.fill(space.first, 0);
    mark(network, Network.TARGET);
    for (int at = 0; at < network.order().count(); at++) {
      int node = network.order().node(at);
      if (!network.isTarget(node)) {
        mark(network, node);
      }
    }
  }

  private void mark(Network network, int node) {
    int token = network.token(node);
    space.worth[token] = Double.POSITIVE_INFINITY;
    space.first[token] = network.value(node);
    space.falls[token] = 0;
    space.length[token] = after[node];
    space.via[token] = -1;
    space.place[token] = node;
    space.around[token] = 0;
    if (network.value(node) > 0) {
      queue(token, network.value(node));
    }
  }

  private void leave(Network network, int node, double least) {
    int u = network.token(node);
    double own = network.value(node);
    double root = Math.sqrt(own);
    int farthest = question.limits().maxHops() - 1 - before[node];
    double most = network.held(node);
    int end = topology.firstEdge(u + 1);
    for (int e = topology.firstEdge(u); e < end; e++) {
      int v = topology.to(e);
      double price = graph.spot(e);
      double worth = price * space.first[v];
      if (worth > own * BETTER && space.length[v] <= farthest) {
        double fall = graph.fall(e) + price * space.falls[v];
        double needed = count == MOST ? Math.max(least, gain[MOST - 1]) : least;
        if (mayGain(worth, fall, own, root, most, needed)
            && space.flow(e) == 0
            && space.flow(topology.reverse(e)) == 0
            && question.admits(e)) {
          consider(network, node, e, least);
        }
      }
    }
  }

  /**
   * Whether a way whose first unit is worth so much at the end, and falls so fast at least, could
   * gain enough with as much as there is.
   */
  private static boolean mayGain(
      double worth, double fall, double own, double root, double most, double needed) {
    double more = Math.sqrt(worth) - root;
    return more * more > needed * fall
        && (more <= fall * most * root || most * (worth / (1 + fall * most) - own) > needed);
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
      int back = space.via[topology.to(edge)];
      edge = back < 0 ? -1 : topology.reverse(back);
    }
    int last = topology.to(row[length - 1]);
    int end = space.place[last];
    if (end == node
        || network.isSource(end)
        || before[node] + length + after[end] > question.limits().maxHops()) {
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
      keep(length, x, gained);
    }
  }

  private void keep(int length, double taken, double gained) {
    int at = Math.min(count, MOST - 1);
    if (count == MOST && gained <= gain[at]) {
      return;
    }
    while (at > 0 && gain[at - 1] < gained) {
      gain[at] = gain[at - 1];
      chain[at] = chain[at - 1];
      amount[at] = amount[at - 1];
      at--;
    }
    gain[at] = gained;
    amount[at] = taken;
    chain[at] = Arrays.copyOf(row, length);
    count = Math.min(count + 1, MOST);
  }
}
