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
  private static final int TRIES = 4;
  private static final int MOST_TRIES = 40;
  private static final double FLAT = 0.5;
  private static final double LEAST_DAMPING = 1e-3;
  private static final double MOST_DAMPING = 100;
  private static final double ENOUGH = 1e-4;

  /** A price falls by so much of itself in one step at most. */
  private static final double MOST_FALL = 0.75;

  private static final double MOST_RISE = 3;

  /** A price is taken to fall by so much at least over the whole amount: the straightest edge. */
  private static final double STRAIGHT = 1e-7;

  /** Less than this share of what leaves a token is nothing. */
  private static final double NOTHING = 1e-12;

  private final Network network;
  private final int mostSteps;
  private final Equations equations = new Equations();
  private double[] worth = new double[0];
  private double[] next = new double[0];
  private double[] excess = new double[0];
  private double[] taken = new double[0];
  private double[] given = new double[0];

  /** About what comes out. */
  private double scale;

  /**
   * @param mostSteps after so many it is left at that: an amount far beyond what pools take, and
   *     circles that gain, have no prices
   */
  Balance(Network network, int mostSteps) {
    this.network = network;
    this.mostSteps = mostSteps;
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
    if (taken.length < network.edges()) {
      taken = new double[2 * network.edges()];
      given = new double[2 * network.edges()];
    }
    System.arraycopy(prices, 0, worth, 0, nodes);
    scale = worth[Network.SOURCE] * total;
    double now = weigh(worth, total);
    for (int step = 0; step < mostSteps; step++) {
      scale = now;
      derive(total);
      double promise = promise();
      if (!(promise > share * now)) {
        break;
      }
      double after = advance(total, now, promise);
      if (!(after < now)) {
        weigh(worth, total);
        break;
      }
      now = after;
    }
    flow();
    System.arraycopy(worth, 0, prices, 0, nodes);
    return now;
  }

  /**
   * What the amount and the surplus of all edges are worth at these prices; what each takes and
   * gives is remembered.
   */
  private double weigh(double[] at, double total) {
    double sum = at[Network.SOURCE] * total;
    for (int e = 0; e < network.edges(); e++) {
      double takes = at[network.tail(e)];
      double gives = at[network.head(e)];
      EdgeCurve curve = network.curve(e);
      taken[e] = 0;
      if (network.isOpen(e) && curve.startPrice() * gives > takes) {
        taken[e] = taken(curve, takes, gives);
        given[e] = curve.out(taken[e]);
        sum += gives * given[e] - takes * taken[e];
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

  /** Puts up the equations of the next step. */
  private void derive(double total) {
    int nodes = network.nodes();
    equations.begin(nodes);
    Arrays.fill(excess, 0, nodes, 0);
    excess[Network.SOURCE] = total;
    for (int e = 0; e < network.edges(); e++) {
      int tail = network.tail(e);
      int head = network.head(e);
      EdgeCurve curve = network.curve(e);
      if (taken[e] == 0) {
        continue;
      }
      double takes = worth[tail];
      excess[tail] -= taken[e];
      excess[head] += given[e];
      double falls = worth[head] * curve.bend(taken[e]);
      double soft = 1 / Math.max(falls, STRAIGHT * takes * takes / scale);
      equations.add(tail, tail, takes * takes * soft);
      if (head != Network.TARGET) {
        equations.add(head, head, takes * takes * soft);
        equations.add(Math.max(head, tail), Math.min(head, tail), -takes * takes * soft);
      }
    }
    for (int i = 0; i < nodes; i++) {
      if (i != Network.TARGET && equations.isLoose(i) && excess[i] > 0) {
        equations.add(i, i, 1);
        equations.give(i, fall(i));
      } else if (i != Network.TARGET) {
        equations.give(i, -excess[i] * worth[i]);
      }
    }
  }

  /** Works the step out; by how much it lessens what all is worth. */
  private double promise() {
    equations.solve(0);
    for (double damping = LEAST_DAMPING; damping < MOST_DAMPING && isFar(); damping *= 8) {
      equations.solve(damping);
    }
    double promise = 0;
    for (int i = 0; i < network.nodes(); i++) {
      promise -= i == Network.TARGET ? 0 : excess[i] * worth[i] * equations.of(i);
    }
    return promise / 2;
  }

  /** Whether a price would move farther than it may at once. */
  private boolean isFar() {
    for (int i = 0; i < network.nodes(); i++) {
      double change = equations.of(i);
      if (i != Network.TARGET && (change < -MOST_FALL || change > MOST_RISE)) {
        return true;
      }
    }
    return false;
  }

  /** How far the price of a token that nothing takes has to fall until an edge takes what comes. */
  private double fall(int node) {
    double most = 0;
    for (int e = 0; e < network.edges(); e++) {
      if (network.tail(e) == node && network.isOpen(e)) {
        most = Math.max(most, network.curve(e).marginal(excess[node]) * worth[network.head(e)]);
      }
    }
    return Math.max(-MOST_FALL, most / worth[node] - 1);
  }

  /**
   * Goes along the step to about where all is worth least; what it is worth then.
   *
   * <p>Where an edge begins to take much, the slope turns steep all at once. The next step knows of
   * that edge only if this one ends beyond there, so the end is searched from that side.
   */
  private double advance(double total, double now, double promise) {
    double low = 0;
    double high = 0;
    double slopeHigh = 0;
    double at = longest();
    for (int tried = 1; tried <= MOST_TRIES; tried++) {
      double after = weighAt(at, total);
      double slope = slope(total);
      boolean pays = now - after > promise * at * ENOUGH;
      boolean isEnd = slope < 0 && high == 0;
      if (pays && (isEnd || Math.abs(slope) < promise * FLAT || tried >= TRIES)) {
        double[] swap = worth;
        worth = next;
        next = swap;
        return after;
      }
      double guess = -1;
      if (slope < 0 && high > 0) {
        low = at;
      } else {
        guess = high > 0 ? at - slope * (high - at) / (slopeHigh - slope) : -1;
        high = at;
        slopeHigh = slope;
      }
      at = guess > low && guess < high ? guess : (low + high) / 2;
    }
    return now;
  }

  /** The whole step, or as much of it as prices may move at once. */
  private double longest() {
    double length = 1;
    for (int i = 0; i < network.nodes(); i++) {
      double change = equations.of(i);
      if (change * length < -MOST_FALL) {
        length = -MOST_FALL / change;
      } else if (change * length > MOST_RISE) {
        length = MOST_RISE / change;
      }
    }
    return length;
  }

  private double weighAt(double length, double total) {
    for (int i = 0; i < network.nodes(); i++) {
      next[i] = worth[i] * (1 + length * equations.of(i));
    }
    next[Network.TARGET] = 1;
    return weigh(next, total);
  }

  /** How fast what all is worth rises along the step, where it was weighed last. */
  private double slope(double total) {
    double slope = total * along(Network.SOURCE);
    for (int e = 0; e < network.edges(); e++) {
      if (taken[e] > 0) {
        slope += given[e] * along(network.head(e)) - taken[e] * along(network.tail(e));
      }
    }
    return slope;
  }

  private double along(int node) {
    return node == Network.TARGET ? 0 : worth[node] * equations.of(node);
  }

  private void flow() {
    Arrays.fill(excess, 0, network.nodes(), 0);
    for (int e = 0; e < network.edges(); e++) {
      network.setFlow(e, taken[e]);
      excess[network.tail(e)] += taken[e];
    }
    for (int e = 0; e < network.edges(); e++) {
      if (network.flow(e) <= excess[network.tail(e)] * NOTHING) {
        network.setFlow(e, 0);
      }
    }
  }
}
