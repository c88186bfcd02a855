package dev.fairlead.route;

import java.util.Arrays;

/** The leg of a network that is missed least. */
final class SpareLegs {
  private final Network network;
  private final Question question;
  private final int[] comes;
  private final int[] goes;

  /** What a little more of a token is worth where it goes least well. */
  private final double[] worst;

  private int first = -1;
  private int length;
  private double adds = Double.POSITIVE_INFINITY;

  SpareLegs(Network network, Question question) {
    this.network = network;
    this.question = question;
    this.comes = new int[network.nodes()];
    this.goes = new int[network.nodes()];
    this.worst = new double[network.nodes()];
    Arrays.fill(worst, Double.POSITIVE_INFINITY);
    for (int e = 0; e < network.edges(); e++) {
      if (network.isOpen(e)) {
        int tail = network.tail(e);
        int head = network.head(e);
        comes[head]++;
        goes[tail]++;
        worst[tail] = Math.min(worst[tail], network.price(e) * network.value(head));
      }
    }
    find();
  }

  private void find() {
    for (int e = 0; e < network.edges(); e++) {
      if (!network.isOpen(e) || goes[network.tail(e)] < 2) {
        continue;
      }
      double surplus = 0;
      int count = 0;
      int end = e;
      for (int at = e; at >= 0; at = next(at)) {
        end = network.head(at);
        surplus += surplus(at) - question.cost(network.curve(at)) - network.value(end);
        count++;
      }
      if (surplus < adds && (network.isTarget(end) || comes[end] > 1)) {
        adds = surplus;
        first = e;
        length = count;
      }
    }
  }

  /**
   * What an edge adds above what it takes would fetch elsewhere. Edges that are all but full still
   * show the price of the last unit that they had room for, at which nothing else goes there.
   */
  private double surplus(int e) {
    int tail = network.tail(e);
    return network.surplus(e) + (network.value(tail) - worst[tail]) * network.flow(e);
  }

  /** Whether there is more than one way. */
  boolean exists() {
    return first >= 0;
  }

  /**
   * What the leg adds above what it takes would fetch elsewhere, after its gas and the unit that
   * each hop rounds off. Without it at least as much less comes out.
   */
  double adds() {
    return adds;
  }

  /** Its edges, from where others go elsewhere to where others come. */
  int[] leastMissed() {
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
