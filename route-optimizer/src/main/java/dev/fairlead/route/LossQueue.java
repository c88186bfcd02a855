package dev.fairlead.route;

import java.util.Arrays;

/**
 * Tokens that a search goes on from, those first that have lost least of what they are worth by the
 * market's best prices; the first to come of those that have lost about the same.
 *
 * <p>Where every step loses something, each token is then gone on from about once, with the best
 * that will be known of it.
 */
final class LossQueue {
  private static final int NONE = -1;

  /** Losses of up to a sixteenth are told apart by so much, larger ones by sixteen times that. */
  private static final double FINE = 2048;

  private static final double COARSE = 128;
  private static final double COARSE_FROM = 1.0 / 16;
  private static final int STEPS = 250;

  private final int[] head = new int[STEPS];
  private final int[] tail = new int[STEPS];
  private final int[] next;
  private final int[] previous;
  private final int[] step;
  private int now;
  private int count;

  LossQueue(int tokens) {
    next = new int[tokens];
    previous = new int[tokens];
    step = new int[tokens];
    Arrays.fill(head, NONE);
    Arrays.fill(tail, NONE);
    Arrays.fill(step, NONE);
  }

  /** Puts a token where it belongs that keeps this share; it is queued once. */
  void put(int token, double kept) {
    int place = Math.max(now, placeOf(1 - kept));
    if (step[token] == place) {
      return;
    }
    if (step[token] != NONE) {
      remove(token);
    }
    step[token] = place;
    next[token] = NONE;
    previous[token] = tail[place];
    if (tail[place] == NONE) {
      head[place] = token;
    } else {
      next[tail[place]] = token;
    }
    tail[place] = token;
    count++;
  }

  /** Takes the first token out; below zero when there is none. */
  int poll() {
    if (count == 0) {
      now = 0;
      return NONE;
    }
    while (head[now] == NONE) {
      now++;
    }
    int token = head[now];
    remove(token);
    return token;
  }

  private void remove(int token) {
    int place = step[token];
    if (previous[token] == NONE) {
      head[place] = next[token];
    } else {
      next[previous[token]] = next[token];
    }
    if (next[token] == NONE) {
      tail[place] = previous[token];
    } else {
      previous[next[token]] = previous[token];
    }
    step[token] = NONE;
    count--;
  }

  private static int placeOf(double loss) {
    if (!(loss > 0)) {
      return 0;
    }
    return loss < COARSE_FROM
        ? (int) (loss * FINE)
        : Math.min(STEPS - 1, (int) (COARSE_FROM * FINE + (loss - COARSE_FROM) * COARSE));
  }
}
