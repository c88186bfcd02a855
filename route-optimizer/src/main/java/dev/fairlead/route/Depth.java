package dev.fairlead.route;

/** What the edges of a network take at all, at once, and in several trades. */
final class Depth {
  private static final double MARGIN = 1e-6;
  private static final int HALVINGS = 50;

  private final Network network;

  Depth(Network network) {
    this.network = network;
  }

  private double of(int e) {
    return network.curve(e).capacity() * (1 - MARGIN);
  }

  /** Whether an edge carries more than it takes. */
  boolean isExceeded() {
    for (int e = 0; e < network.edges(); e++) {
      if (network.flow(e) > of(e)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Runs an amount through with no more on any edge than it takes, as far as others have room for
   * the rest; what comes out.
   */
  double runWithin(double total) {
    FlowOrder order = network.order();
    network.run(total);
    network.begin(total);
    for (int at = 0; at < order.count(); at++) {
      int node = order.node(at);
      double over = network.held(node);
      for (int k = order.firstOut(node); k < order.firstOut(node + 1); k++) {
        int e = order.outEdge(k);
        network.setFlow(e, Math.min(network.flow(e), of(e)));
        over -= network.flow(e);
      }
      for (int k = order.firstOut(node); k < order.firstOut(node + 1); k++) {
        int e = order.outEdge(k);
        double flow = network.flow(e);
        double more =
            over > 0 ? flow > 0 ? Math.min(over, of(e) - flow) : 0 : Math.max(over, -flow);
        over -= more;
        network.send(e, flow + more);
      }
    }
    return network.held(Network.TARGET);
  }

  /** Lets edges that carry more than they take in one trade take it in several; whether any can. */
  boolean repeatTrades() {
    boolean isMore = false;
    for (int e = 0; e < network.edges(); e++) {
      if (network.flow(e) > of(e) && !network.curve(e).isRepeated()) {
        network.sampleAgain(e);
        isMore |= network.curve(e).isRepeated();
      }
    }
    return isMore;
  }

  /** In how many trades an edge takes what flows on it. */
  static int trades(EdgeCurve curve, double flow) {
    return curve.isRepeated()
        ? (int) Math.max(1, Math.ceil(flow / (curve.once() * (1 - MARGIN))))
        : 1;
  }

  /**
   * How far a row of edges, on which nothing joins or leaves, gets in one trade once so much has
   * gone through: to all that flows, or to where one of them takes no more at once.
   */
  double atOnce(int[] row, double before) {
    double all = network.flow(row[0]);
    if (fits(row, before, all)) {
      return all;
    }
    double low = before;
    double high = all;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (fits(row, before, middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low > before ? low : all;
  }

  private boolean fits(int[] row, double before, double upTo) {
    double from = before;
    double to = upTo;
    for (int e : row) {
      EdgeCurve curve = network.curve(e);
      if (curve.isRepeated() && to - from > curve.once() * (1 - MARGIN)) {
        return false;
      }
      from = curve.out(from);
      to = curve.out(to);
    }
    return true;
  }
}
