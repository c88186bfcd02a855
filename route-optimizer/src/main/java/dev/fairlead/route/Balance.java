package dev.fairlead.route;

import java.util.Arrays;

/**
 * Divides an amount over all edges of a network at once, whichever way they lead, by prices of its
 * tokens: on each edge flows what then pays, and prices move until as much comes to each token as
 * leaves it.
 *
 * <p>At given prices the surplus of all edges together, and what the amount is worth, is more than
 * any division gives; the prices at which it is least are those of the best division. It is convex
 * in the prices, so that Newton steps find them from anywhere.
 */
final class Balance {
  private static final int STEPS = 120;
  private static final int HALVINGS = 24;
  private static final double ENOUGH = 1e-4;

  /** A price falls by so much of itself in one step at most. */
  private static final double MOST_FALL = 0.75;

  private static final double MOST_RISE = 3;

  /** A price is taken to fall by so much at least over the whole amount: the straightest edge. */
  private static final double STRAIGHT = 1e-7;

  /** Less than this share of what leaves a token is nothing. */
  private static final double NOTHING = 1e-12;

  private final Network network;
  private final Equations equations = new Equations();
  private double[] worth = new double[0];
  private double[] next = new double[0];
  private double[] excess = new double[0];

  /** About what comes out. */
  private double scale;

  Balance(Network network) {
    this.network = network;
  }

  /**
   * Lets flow what pays at the prices that balance, begun at these ones; until a step lessens what
   * all is worth by less than {@code share} of it. What all is worth then, more than any division
   * gives.
   *
   * @param prices what each token is worth at the end, above nothing; and then what it is
   */
  double settle(double total, double[] prices, double share) {
    int nodes = network.nodes();
    if (worth.length < nodes) {
      worth = new double[2 * nodes];
      next = new double[2 * nodes];
      excess = new double[2 * nodes];
    }
    System.arraycopy(prices, 0, worth, 0, nodes);
    scale = worth[Network.SOURCE] * total;
    double now = weigh(worth, total);
    for (int step = 0; step < STEPS; step++) {
      scale = now;
      double promise = derive(total);
      if (!(promise > share * now)) {
        break;
      }
      double after = advance(total, now, promise);
      if (!(after < now)) {
        break;
      }
      now = after;
    }
    flow();
    System.arraycopy(worth, 0, prices, 0, nodes);
    return now;
  }

  /** What the amount and the surplus of all edges are worth at these prices. */
  private double weigh(double[] at, double total) {
    double sum = at[Network.SOURCE] * total;
    for (int e = 0; e < network.edges(); e++) {
      double takes = at[network.tail(e)];
      double gives = at[network.head(e)];
      EdgeCurve curve = network.curve(e);
      if (network.isOpen(e) && curve.startPrice() * gives > takes) {
        double x = taken(curve, takes, gives);
        sum += gives * curve.out(x) - takes * x;
      }
    }
    return sum;
  }

  /** What flows where it pays: as much as the straightest edge would take at most. */
  private double taken(EdgeCurve curve, double takes, double gives) {
    double price = takes / gives;
    double straight = scale / takes * (1 - price / curve.startPrice()) / STRAIGHT;
    return Math.min(curve.taken(price), straight);
  }

  /** Works the step out; by how much it lessens what all is worth. */
  private double derive(double total) {
    int nodes = network.nodes();
    equations.begin(nodes);
    Arrays.fill(excess, 0, nodes, 0);
    excess[Network.SOURCE] = total;
    for (int e = 0; e < network.edges(); e++) {
      int tail = network.tail(e);
      int head = network.head(e);
      EdgeCurve curve = network.curve(e);
      double takes = worth[tail];
      double gives = worth[head];
      if (!network.isOpen(e) || !(curve.startPrice() * gives > takes)) {
        continue;
      }
      double x = taken(curve, takes, gives);
      excess[tail] -= x;
      excess[head] += curve.out(x);
      double falls = gives * curve.bend(x);
      double soft = 1 / Math.max(falls, STRAIGHT * takes * takes / scale);
      equations.add(tail, tail, takes * takes * soft);
      if (head != Network.TARGET) {
        equations.add(head, head, takes * takes * soft);
        equations.add(Math.max(head, tail), Math.min(head, tail), -takes * takes * soft);
      }
    }
    double promise = 0;
    for (int i = 0; i < nodes; i++) {
      if (i != Network.TARGET && equations.isLoose(i) && excess[i] > 0) {
        equations.add(i, i, 1);
        equations.give(i, -MOST_FALL);
      } else if (i != Network.TARGET) {
        equations.give(i, -excess[i] * worth[i]);
      }
    }
    equations.solve();
    for (int i = 0; i < nodes; i++) {
      promise -= i == Network.TARGET ? 0 : excess[i] * worth[i] * equations.of(i);
    }
    return promise / 2;
  }

  /** Goes along the step as far as it pays; what all is worth then. */
  private double advance(double total, double now, double promise) {
    int nodes = network.nodes();
    double length = 1;
    for (int i = 0; i < nodes; i++) {
      double change = equations.of(i);
      if (change * length < -MOST_FALL) {
        length = -MOST_FALL / change;
      } else if (change * length > MOST_RISE) {
        length = MOST_RISE / change;
      }
    }
    for (int halving = 0; halving < HALVINGS; halving++) {
      for (int i = 0; i < nodes; i++) {
        next[i] = worth[i] * (1 + length * equations.of(i));
      }
      next[Network.TARGET] = 1;
      double after = weigh(next, total);
      if (now - after > promise * length * ENOUGH) {
        double[] swap = worth;
        worth = next;
        next = swap;
        return after;
      }
      length /= 4;
    }
    return now;
  }

  private void flow() {
    Arrays.fill(excess, 0, network.nodes(), 0);
    for (int e = 0; e < network.edges(); e++) {
      double takes = worth[network.tail(e)];
      double gives = worth[network.head(e)];
      EdgeCurve curve = network.curve(e);
      boolean pays = network.isOpen(e) && curve.startPrice() * gives > takes;
      network.setFlow(e, pays ? taken(curve, takes, gives) : 0);
      excess[network.tail(e)] += network.flow(e);
    }
    for (int e = 0; e < network.edges(); e++) {
      if (network.flow(e) <= excess[network.tail(e)] * NOTHING) {
        network.setFlow(e, 0);
      }
    }
  }
}
