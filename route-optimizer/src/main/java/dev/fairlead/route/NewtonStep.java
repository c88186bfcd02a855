package dev.fairlead.route;

import java.util.Arrays;

/**
 * The Newton step for what flows through a network: the changes that give most by the edges' prices
 * and how fast these fall, with what comes to each token going on from there.
 *
 * <p>How much of each token's worth changes is unknown, a number for each; an edge then changes by
 * how far the worth of what it gives is above the worth of what it takes, the less the faster its
 * price falls. That nothing stays at a token makes a symmetric system of equations.
 */
final class NewtonStep {
  private static final int ROUNDS = 4;

  /** A price is taken to fall by so much at least over the whole amount: the straightest edge. */
  private static final double STRAIGHT = 1e-7;

  private static final double BETTER = 1e-11;

  private final Network network;
  private double[] step = new double[0];
  private double[] softness = new double[0];
  private boolean[] isHeld = new boolean[0];
  private final Equations equations = new Equations();
  private int size;

  NewtonStep(Network network) {
    this.network = network;
  }

  /** The change of an edge's flow. */
  double of(int e) {
    return step[e];
  }

  /** Works the step out, at what flows and by the prices as they are; what it promises to add. */
  double derive(double output) {
    size = network.order().count();
    makeRoom();
    double promise = 0;
    boolean isAgain = true;
    for (int round = 0; round < ROUNDS && isAgain; round++) {
      equations.begin(size);
      for (int at = 0; at < size; at++) {
        int node = network.order().node(at);
        for (int k = network.order().firstOut(node); k < network.order().firstOut(node + 1); k++) {
          add(network.order().outEdge(k), output);
        }
      }
      leaveLoose();
      equations.solve(0);
      promise = promise();
      isAgain = hold();
    }
    return promise;
  }

  /** Holds at nothing the edges that would carry less than that; whether there are any. */
  private boolean hold() {
    boolean found = false;
    for (int e = 0; e < network.edges(); e++) {
      if (network.isOpen(e) && step[e] < 0 && network.flow(e) == 0) {
        isHeld[e] = true;
        found = true;
      }
    }
    return found;
  }

  private void makeRoom() {
    if (step.length < network.edges()) {
      step = new double[2 * network.edges()];
      softness = new double[2 * network.edges()];
      isHeld = new boolean[2 * network.edges()];
    }
    Arrays.fill(isHeld, 0, network.edges(), false);
  }

  /** A token without an edge stays as it is. */
  private void leaveLoose() {
    for (int i = 0; i < size; i++) {
      if (equations.isLoose(i)) {
        equations.add(i, i, 1);
        equations.give(i, 1);
      }
    }
  }

  /** In worth at the end, so that tokens of any scale are alike. */
  private void add(int e, double output) {
    double takes = network.value(network.tail(e));
    double gives = network.price(e) * network.value(network.head(e));
    boolean flows = network.flow(e) > 0;
    softness[e] = 0;
    if (takes <= 0 || gives <= 0 || isHeld[e] || !(flows || gives >= takes * (1 - BETTER))) {
      return;
    }
    double falls = network.value(network.head(e)) * network.bend(e);
    double soft = 1 / Math.max(falls, STRAIGHT * gives * takes / output);
    softness[e] = soft;
    int tail = network.order().place(network.tail(e));
    equations.add(tail, tail, takes * takes * soft);
    if (network.isTarget(network.head(e))) {
      equations.give(tail, gives * takes * soft);
    } else {
      int head = network.order().place(network.head(e));
      equations.add(head, head, gives * gives * soft);
      equations.add(head, tail, -gives * takes * soft);
    }
  }

  private double promise() {
    double sum = 0;
    for (int at = 0; at < size; at++) {
      int node = network.order().node(at);
      for (int k = network.order().firstOut(node); k < network.order().firstOut(node + 1); k++) {
        int e = network.order().outEdge(k);
        step[e] = 0;
        if (softness[e] > 0) {
          double takes = network.value(network.tail(e));
          double gives = network.price(e) * network.value(network.head(e));
          double target =
              network.isTarget(network.head(e))
                  ? 1
                  : equations.of(network.order().place(network.head(e)));
          step[e] = (gives * target - takes * equations.of(at)) * softness[e];
          sum += (gives - takes) * step[e] / 2;
        }
      }
    }
    return sum;
  }
}
