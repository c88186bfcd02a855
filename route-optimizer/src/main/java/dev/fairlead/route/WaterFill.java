package dev.fairlead.route;

/**
 * Divides an amount over the open edges of a network until a little more of a token is worth the
 * same on each that is used, and no more on any other.
 *
 * <p>Newton steps climb, each checked against what comes out.
 */
final class WaterFill {
  static final double EXACT = 1e-14;
  static final double ROUGH = 1e-8;

  private static final int STEPS = 40;
  private static final int HALVINGS = 8;

  /** A step that gains so much of what it promises is good enough. */
  private static final double ENOUGH = 0.25;

  /** What is left of a flow that a step takes away is rounding. */
  private static final double GONE = 1e-12;

  private static final double ROUNDING = 1e-12;

  private final Network network;
  private final NewtonStep step;
  private double[] before = new double[0];

  /** Whether the last step gained nothing but that an edge is not used any more. */
  private boolean isEmptied;

  WaterFill(Network network) {
    this.network = network;
    this.step = new NewtonStep(network);
  }

  /**
   * Divides from what flows on, until a step gains less than {@code worth} of the output; what
   * comes out. The network's prices are those of the division.
   */
  double divide(double total, double worth) {
    double now = network.run(total);
    for (int round = 0; round < STEPS; round++) {
      network.appraise();
      double promise = step.derive(now);
      if (!(promise > worth * now / 4)) {
        return now;
      }
      double next = advance(total, now, promise);
      boolean isDone = next - now <= worth * now && promise <= 4 * worth * now;
      boolean isStuck = next <= now && !isEmptied;
      now = next;
      if (isDone || isStuck) {
        break;
      }
    }
    network.appraise();
    return now;
  }

  /** Goes along the step as far as it pays; what comes out then. */
  private double advance(double total, double now, double promise) {
    int edges = network.edges();
    if (before.length < edges) {
      before = new double[2 * edges];
    }
    for (int e = 0; e < edges; e++) {
      before[e] = network.flow(e);
    }
    double length = 1;
    double best = now;
    isEmptied = false;
    double bestLength = 0;
    for (int halving = 0; halving < HALVINGS; halving++) {
      double next = move(total, length);
      if (next <= best && bestLength > 0) {
        break;
      }
      if (next > best) {
        best = next;
        bestLength = length;
      }
      if (best - now > promise * ENOUGH) {
        return best;
      }
      length /= 4;
    }
    double first = untilEmpty();
    double next = move(total, first);
    isEmptied = first < 1 && bestLength == 0 && next > now * (1 - ROUNDING);
    return next > best || isEmptied ? next : move(total, bestLength);
  }

  /** Goes so far along the step; what comes out. */
  private double move(double total, double length) {
    for (int at = 0; at < network.order().count(); at++) {
      int node = network.order().node(at);
      for (int k = network.order().firstOut(node); k < network.order().firstOut(node + 1); k++) {
        int e = network.order().outEdge(k);
        double x = before[e] + length * step.of(e);
        network.setFlow(e, x > before[e] * GONE ? x : 0);
      }
    }
    return network.run(total);
  }

  /** The longest step that leaves something on each edge; what it leaves nothing on is empty. */
  private double untilEmpty() {
    double length = 1;
    for (int e = 0; e < network.edges(); e++) {
      if (network.isOpen(e) && before[e] + step.of(e) * length < 0) {
        length = before[e] / -step.of(e);
      }
    }
    return length;
  }
}
