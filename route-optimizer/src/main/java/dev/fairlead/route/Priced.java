package dev.fairlead.route;

import dev.fairlead.model.Uint256;
import java.util.List;

/** A split in exact amounts, with the exact output that its legs give in this order. */
final class Priced {
  private final List<int[]> paths;
  private final Uint256[] amounts;
  private final Uint256 input;
  private final Uint256 output;
  private final long gas;

  Priced(List<int[]> paths, Uint256[] amounts, Uint256 input, Uint256 output, long gas) {
    this.paths = paths;
    this.amounts = amounts;
    this.input = input;
    this.output = output;
    this.gas = gas;
  }

  List<int[]> paths() {
    return paths;
  }

  Uint256[] amounts() {
    return amounts;
  }

  Uint256 input() {
    return input;
  }

  Uint256 output() {
    return output;
  }

  long gas() {
    return gas;
  }
}
