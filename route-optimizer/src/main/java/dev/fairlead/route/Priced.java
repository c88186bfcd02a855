package dev.fairlead.route;

import dev.fairlead.model.Uint256;
import java.util.List;

/** A split in exact amounts: what each leg takes, and what all give in this order. */
final class Priced {
  private final Split split;
  private final Uint256[] amounts;
  private final Uint256 input;
  private final Uint256 output;

  Priced(Split split, Uint256[] amounts, Uint256 input, Uint256 output) {
    this.split = split;
    this.amounts = amounts;
    this.input = input;
    this.output = output;
  }

  Split split() {
    return split;
  }

  List<int[]> legs() {
    return split.legs();
  }

  /** What each leg takes of the token that it begins with. */
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
    return split.gas();
  }
}
