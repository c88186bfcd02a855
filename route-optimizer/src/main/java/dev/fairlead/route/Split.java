package dev.fairlead.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A division of an amount over legs, by the curves: what it gives, and the gas of its hops.
 *
 * <p>A leg is a row of edges that nothing joins or leaves on the way. It begins at the token sold
 * or where others meet, and ends at the token bought or where others meet. Legs stand in the order
 * in which they run; of those that begin at one token the largest is the last.
 */
final class Split {
  private final List<int[]> legs;
  private final double[] shares;
  private final double output;
  private final long gas;

  private Split(List<int[]> legs, double[] shares, double output, long gas) {
    this.legs = legs;
    this.shares = shares;
    this.output = output;
    this.gas = gas;
  }

  /** One path for the whole amount. */
  static Split along(int[] path, double output, long gas) {
    return new Split(List.of(path), new double[] {1}, output, gas);
  }

  /** Legs with what each takes of all that reaches the token where it begins. */
  static Split over(List<int[]> legs, double[] shares, double output, long gas) {
    return new Split(legs, shares, output, gas);
  }

  /** What flows through a network after a run that gave {@code output}; gas is told with bytes. */
  static Split of(Network network, double output, double gasPerByte) {
    return new Layout(network, gasPerByte).split(output);
  }

  /** Lets each leg of a network that was made of these legs take its share. */
  void flowIn(Network network) {
    for (int i = 0; i < shares.length; i++) {
      int first = network.hops(i)[0];
      network.setFlow(first, network.flow(first) + shares[i]);
    }
  }

  /** The same legs with other shares. */
  Split with(double[] others) {
    return new Split(legs, others, output, gas);
  }

  List<int[]> legs() {
    return legs;
  }

  /** What each leg takes of all that reaches the token where it begins. */
  double[] shares() {
    return shares;
  }

  double output() {
    return output;
  }

  long gas() {
    return gas;
  }

  private static final class Layout {
    private final Network network;
    private final Depth depth;
    private final int[] comes;
    private final int[] goes;
    private final List<int[]> legs = new ArrayList<>();
    private double[] shares;
    private final double gasPerByte;
    private double gas;

    Layout(Network network, double gasPerByte) {
      this.network = network;
      this.depth = new Depth(network);
      this.gasPerByte = gasPerByte;
      comes = new int[network.nodes()];
      goes = new int[network.nodes()];
      shares = new double[network.edges()];
    }

    Split split(double output) {
      for (int e = 0; e < network.edges(); e++) {
        if (network.flow(e) > 0) {
          goes[network.tail(e)]++;
          comes[network.head(e)]++;
        }
      }
      for (int at = 0; at < network.order().count(); at++) {
        int node = network.order().node(at);
        if (!isOnTheWay(node)) {
          leave(node);
        }
      }
      return new Split(legs, Arrays.copyOf(shares, legs.size()), output, (long) gas);
    }

    private boolean isOnTheWay(int node) {
      return comes[node] == 1 && goes[node] == 1;
    }

    private void leave(int node) {
      int largest = -1;
      for (int k = network.order().firstOut(node); k < network.order().firstOut(node + 1); k++) {
        int e = network.order().outEdge(k);
        if (network.flow(e) > 0 && (largest < 0 || network.flow(e) >= network.flow(largest))) {
          largest = e;
        }
      }
      for (int k = network.order().firstOut(node); k < network.order().firstOut(node + 1); k++) {
        int e = network.order().outEdge(k);
        if (network.flow(e) > 0 && e != largest) {
          add(e);
        }
      }
      if (largest >= 0) {
        add(largest);
      }
    }

    /** Once, or as often as a hop has to be traded: each time with as much as it takes at once. */
    private void add(int first) {
      int[] row = new int[RouteLimits.MOST_HOPS];
      int hops = 0;
      int e = first;
      while (e >= 0) {
        row[hops++] = e;
        e = isOnTheWay(network.head(e)) ? onward(network.head(e)) : -1;
      }
      int[] edges = Arrays.copyOf(row, hops);
      double before = 0;
      while (before < network.flow(first)) {
        double upTo = depth.atOnce(edges, before);
        add(edges, (upTo - before) / network.held(network.tail(first)));
        before = upTo;
      }
    }

    private void add(int[] edges, double share) {
      if (legs.size() == shares.length) {
        shares = Arrays.copyOf(shares, 2 * shares.length);
      }
      shares[legs.size()] = share;
      int[] leg = new int[edges.length];
      for (int i = 0; i < leg.length; i++) {
        leg[i] = network.edge(edges[i]);
        gas += network.curve(edges[i]).gas(gasPerByte);
      }
      legs.add(leg);
    }

    private int onward(int node) {
      for (int k = network.order().firstOut(node); k < network.order().firstOut(node + 1); k++) {
        if (network.flow(network.order().outEdge(k)) > 0) {
          return network.order().outEdge(k);
        }
      }
      throw new IllegalStateException("nothing goes on");
    }
  }
}
