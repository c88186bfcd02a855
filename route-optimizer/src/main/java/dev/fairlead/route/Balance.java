package dev.fairlead.route;

import dev.fairlead.model.Uint256;
import java.util.List;

/**
 * Moves exact amounts between legs that trade on the same pool, where the fee that one leg leaves
 * in the pool is there for the next.
 *
 * <p>Between the legs of a pair the exact output is concave in the amount moved, up to rounding:
 * three prices give a parabola and its peak the next amount. Only what gives more is kept.
 */
final class Balance {
  private static final int FEW = 3;
  private static final int ROUNDS = 4;
  private static final int PEAKS = 5;
  private static final double FIRST_STEP = 0.1;
  private static final double REACH = 8;
  private static final double WORTH = 1e-10;

  private final Question question;
  private final ExactPricer pricer;

  Balance(Question question, ExactPricer pricer) {
    this.question = question;
    this.pricer = pricer;
  }

  /**
   * Whether these legs trade on one pool and are few: what there is to win is less than a
   * millionth, and every further leg makes it dearer to find.
   */
  static boolean suits(Question question, List<int[]> paths) {
    return paths.size() <= FEW && question.sharesPools(paths);
  }

  Priced balance(Priced start) {
    if (!suits(question, start.paths())) {
      return start;
    }
    Uint256[] amounts = start.amounts().clone();
    Uint256 output = start.output();
    int largest = largest(amounts);
    for (int round = 0; round < ROUNDS; round++) {
      Uint256 before = output;
      for (int i = 0; i < amounts.length; i++) {
        if (i != largest) {
          output = balance(start.paths(), amounts, i, largest, output);
        }
      }
      if (output.minus(before).toDouble() <= WORTH * output.toDouble()) {
        break;
      }
    }
    return new Priced(start.paths(), amounts, start.input(), output, start.gas());
  }

  private static int largest(Uint256[] amounts) {
    int largest = 0;
    for (int i = 1; i < amounts.length; i++) {
      largest = amounts[i].isGreaterThan(amounts[largest]) ? i : largest;
    }
    return largest;
  }

  /** Moves between two legs from peak to peak, each time nearer; the output after that. */
  private Uint256 balance(List<int[]> paths, Uint256[] amounts, int leg, int other, Uint256 start) {
    Uint256 output = start;
    double step = Math.min(amounts[leg].toDouble(), amounts[other].toDouble()) * FIRST_STEP;
    for (int peaks = 0; peaks < PEAKS && step >= 1; peaks++) {
      double now = output.toDouble();
      double less = tryMove(paths, amounts, leg, other, -step).toDouble() - now;
      double more = tryMove(paths, amounts, leg, other, step).toDouble() - now;
      double bend = less + more;
      double peak = bend < 0 ? step * (less - more) / (2 * bend) : more > less ? step : -step;
      if (bend < 0 && (less - more) * (less - more) <= -8 * bend * WORTH * now) {
        return output;
      }
      double move = Math.clamp(peak, -REACH * step, REACH * step);
      Uint256 moved = tryMove(paths, amounts, leg, other, move);
      if (moved.isGreaterThan(output)) {
        shift(amounts, leg, other, move);
        if (moved.minus(output).toDouble() <= WORTH * now) {
          return moved;
        }
        output = moved;
      }
      step = Math.abs(move) < step * REACH ? step / REACH : step;
    }
    return output;
  }

  /** The output after the move, or zero where it can't be done. */
  private Uint256 tryMove(List<int[]> paths, Uint256[] amounts, int leg, int other, double move) {
    Uint256[] moved = amounts.clone();
    if (!shift(moved, leg, other, move)) {
      return Uint256.ZERO;
    }
    Uint256 given = pricer.output(paths, moved);
    return given == null ? Uint256.ZERO : given;
  }

  private static boolean shift(Uint256[] amounts, int to, int from, double move) {
    Uint256 size = Amounts.exact(Math.abs(move));
    int giver = move > 0 ? from : to;
    int taker = move > 0 ? to : from;
    if (size.isAtLeast(amounts[giver])) {
      return false;
    }
    amounts[giver] = amounts[giver].minus(size);
    amounts[taker] = amounts[taker].plus(size);
    return true;
  }
}
