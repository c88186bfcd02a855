package dev.fairlead.route;

import dev.fairlead.model.Fraction;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A split in exact amounts: what each leg takes, and what all give in this order. */
final class Priced {
  private final Split split;
  private final Uint256[] amounts;
  private final Uint256 input;
  private final Uint256 output;
  private final @Nullable Run run;

  /** Worked out when it is first asked for. */
  private @Nullable Fraction impact;

  /**
   * How the amounts went: which pools they touched, how these were left, and what each hop gave, in
   * the order of legs and hops.
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Run(int[] pools, Pool[] after, Uint256[] given) {}

  Priced(Split split, Uint256[] amounts, Uint256 input, Uint256 output, @Nullable Run run) {
    this.split = split;
    this.amounts = amounts;
    this.input = input;
    this.output = output;
    this.run = run;
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

  /** How the amounts went; null where the path was priced hop by hop. */
  @Nullable Run run() {
    return run;
  }

  /** How far the trade moves against itself; null while that was not worked out. */
  @Nullable Fraction impact() {
    return impact;
  }

  void setImpact(Fraction known) {
    impact = known;
  }

  long gas() {
    return split.gas();
  }
}
