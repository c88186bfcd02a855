package dev.fairlead.route;

import java.util.Arrays;

/** Closes edges of a network until amounts can run, or that carry too little. */
final class Closing {
  private final Network network;
  private int[] into = new int[0];
  private int[] outOf = new int[0];

  Closing(Network network) {
    this.network = network;
  }

  /** Closes what carries nothing, and where edges lead in a circle the one that carries least. */
  void circles(double[] worth) {
    for (int e = 0; e < network.edges(); e++) {
      if (network.flow(e) == 0) {
        network.shut(e);
      }
    }
    idle(0);
    while (!network.sort()) {
      int least = -1;
      for (int e = 0; e < network.edges(); e++) {
        if (network.isOpen(e)
            && network.order().isLeft(network.tail(e))
            && network.order().isLeft(network.head(e))
            && (least < 0 || carried(e, worth) < carried(least, worth))) {
          least = e;
        }
      }
      network.shut(least);
      idle(0);
    }
  }

  /** Closes of the ways with more edges than this what carries least, until there is none. */
  void beyond(int mostEdges, double[] worth) {
    int least = leastBeyond(mostEdges, worth);
    while (least >= 0) {
      network.shut(least);
      idle(0);
      least = leastBeyond(mostEdges, worth);
    }
  }

  private int leastBeyond(int mostEdges, double[] worth) {
    int[] before = network.edgesBefore();
    int[] after = network.edgesAfter();
    int least = -1;
    for (int e = 0; e < network.edges(); e++) {
      if (network.isOpen(e)
          && before[network.tail(e)] + 1 + after[network.head(e)] > mostEdges
          && (least < 0 || carried(e, worth) < carried(least, worth))) {
        least = e;
      }
    }
    return least;
  }

  private double carried(int e, double[] worth) {
    return network.flow(e) * worth[network.tail(e)];
  }

  /** Lets nothing flow where it is less than this, but closes nothing. */
  void empty(double least) {
    for (int e = 0; e < network.edges(); e++) {
      network.setFlow(e, network.flow(e) < least ? 0 : network.flow(e));
    }
  }

  /**
   * Closes the edges on which less than this flows, and those that nothing reaches or leaves then.
   */
  void idle(double least) {
    if (into.length < network.nodes()) {
      into = new int[2 * network.nodes()];
      outOf = new int[2 * network.nodes()];
    }
    boolean isClosed = true;
    while (isClosed) {
      isClosed = false;
      count();
      for (int e = 0; e < network.edges(); e++) {
        if (network.isOpen(e) && (network.flow(e) < least || isLoose(e))) {
          network.shut(e);
          isClosed = true;
        }
      }
    }
    network.sort();
  }

  private void count() {
    Arrays.fill(into, 0, network.nodes(), 0);
    Arrays.fill(outOf, 0, network.nodes(), 0);
    for (int e = 0; e < network.edges(); e++) {
      if (network.isOpen(e)) {
        into[network.head(e)]++;
        outOf[network.tail(e)]++;
      }
    }
  }

  private boolean isLoose(int e) {
    int tail = network.tail(e);
    int head = network.head(e);
    return (!network.isSource(tail) && into[tail] == 0)
        || (!network.isTarget(head) && outOf[head] == 0);
  }
}
