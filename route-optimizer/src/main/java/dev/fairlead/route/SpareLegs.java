package dev.fairlead.route;

import org.jspecify.annotations.Nullable;

/** Finds the leg of a network that is missed least. */
final class SpareLegs {
  private final Network network;
  private final Question question;
  private final int[] comes;
  private final int[] goes;

  SpareLegs(Network network, Question question) {
    this.network = network;
    this.question = question;
    this.comes = new int[network.nodes()];
    this.goes = new int[network.nodes()];
    for (int e = 0; e < network.edges(); e++) {
      if (network.isOpen(e)) {
        comes[network.head(e)]++;
        goes[network.tail(e)]++;
      }
    }
  }

  /**
   * The edges of the leg, from where others go elsewhere to where others come, that adds least
   * above what it takes would fetch elsewhere, after its gas; null where there is one way alone.
   */
  int @Nullable [] leastMissed() {
    int first = -1;
    int length = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int e = 0; e < network.edges(); e++) {
      if (!network.isOpen(e) || goes[network.tail(e)] < 2) {
        continue;
      }
      double surplus = 0;
      int count = 0;
      int end = e;
      for (int at = e; at >= 0; at = next(at)) {
        surplus += network.surplus(at) - question.cost(network.curve(at));
        end = network.head(at);
        count++;
      }
      if (surplus < least && (network.isTarget(end) || comes[end] > 1)) {
        least = surplus;
        first = e;
        length = count;
      }
    }
    return first < 0 ? null : leg(first, length);
  }

  private int[] leg(int first, int length) {
    int[] leg = new int[length];
    int at = first;
    for (int i = 0; i < length; i++) {
      leg[i] = at;
      at = next(at);
    }
    return leg;
  }

  /** The one edge behind another where nothing else meets them; else none, -1. */
  private int next(int e) {
    int node = network.head(e);
    return comes[node] == 1 && goes[node] == 1
        ? network.order().outEdge(network.order().firstOut(node))
        : -1;
  }
}
