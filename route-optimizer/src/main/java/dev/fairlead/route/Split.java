package dev.fairlead.route;

import java.util.List;

/** A division of an amount over paths, by the curves: what it gives, and the gas of its hops. */
final class Split {
  private final List<int[]> paths;
  private final double[] amounts;
  private final double output;
  private final long gas;

  Split(List<int[]> paths, double[] amounts, double output, long gas) {
    this.paths = paths;
    this.amounts = amounts;
    this.output = output;
    this.gas = gas;
  }

  List<int[]> paths() {
    return paths;
  }

  double[] amounts() {
    return amounts;
  }

  double output() {
    return output;
  }

  long gas() {
    return gas;
  }
}
