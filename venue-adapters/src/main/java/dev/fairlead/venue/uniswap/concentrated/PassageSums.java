package dev.fairlead.venue.uniswap.concentrated;

import dev.fairlead.model.Uint256;
import java.util.Arrays;

/**
 * What passing one interval after the other takes and gives in all, from a first interval on.
 * Immutable; a swap that begins further on looks at differences.
 */
final class PassageSums {
  private final int first;
  private final boolean down;
  private final Uint256[] in;
  private final Uint256[] out;
  private final int[] steps;

  /** Whether no interval after those can be passed. */
  private final boolean ended;

  private PassageSums(
      int first, boolean down, Uint256[] in, Uint256[] out, int[] steps, boolean ended) {
    this.first = first;
    this.down = down;
    this.in = in;
    this.out = out;
    this.steps = steps;
    this.ended = ended;
  }

  /** Sums over nothing yet, that begin with the interval at {@code place}. */
  static PassageSums startingAt(int place, boolean down) {
    Uint256[] zero = {Uint256.ZERO};
    return new PassageSums(place, down, zero, zero, new int[1], false);
  }

  /** How many intervals lie between the first and the one at {@code place}; may be negative. */
  int distance(int place) {
    return down ? first - place : place - first;
  }

  /** The place of the interval after the first {@code count}. */
  int place(int count) {
    return down ? first - count : first + count;
  }

  /** The intervals that are summed up. */
  int count() {
    return in.length - 1;
  }

  /** What the first {@code count} take, the fee included. */
  Uint256 in(int count) {
    return in[count];
  }

  /** What the first {@code count} give. */
  Uint256 out(int count) {
    return out[count];
  }

  /** The contract's steps through the first {@code count}. */
  int steps(int count) {
    return steps[count];
  }

  /** The most intervals, at least {@code from}, of which the exact side stays below the limit. */
  int below(Uint256 limit, int from, boolean exactIn) {
    Uint256[] exact = exactIn ? in : out;
    int low = from;
    int high = count();
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (exact[middle].isLessThan(limit)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /**
   * These, and as many more of {@code passages} as it takes until the exact side reaches the limit,
   * no interval can be passed any more, or no transaction could go so far.
   */
  PassageSums reaching(Uint256 limit, int from, boolean exactIn, Passages passages) {
    if (isEnough(limit, from, exactIn)) {
      return this;
    }
    int last = count();
    Uint256[] moreIn = in;
    Uint256[] moreOut = out;
    int[] moreSteps = steps;
    boolean end = false;
    while (!end
        && moreSteps[last] - steps[from] < SwapWalk.MOST_STEPS
        && (exactIn ? moreIn : moreOut)[last].isLessThan(limit)) {
      Passages.Passage next = passages.at(place(last));
      end = !next.exists();
      if (!end) {
        if (last + 1 >= moreIn.length) {
          int room = 2 * last + 4;
          moreIn = Arrays.copyOf(moreIn, room);
          moreOut = Arrays.copyOf(moreOut, room);
          moreSteps = Arrays.copyOf(moreSteps, room);
        }
        moreIn[last + 1] = moreIn[last].plus(next.in());
        moreOut[last + 1] = moreOut[last].plus(next.out());
        moreSteps[last + 1] = moreSteps[last] + next.steps();
        last++;
      }
    }
    return new PassageSums(
        first,
        down,
        Arrays.copyOf(moreIn, last + 1),
        Arrays.copyOf(moreOut, last + 1),
        Arrays.copyOf(moreSteps, last + 1),
        end);
  }

  private boolean isEnough(Uint256 limit, int from, boolean exactIn) {
    int last = count();
    return ended
        || steps[last] - steps[from] >= SwapWalk.MOST_STEPS
        || (exactIn ? in : out)[last].isAtLeast(limit);
  }
}
