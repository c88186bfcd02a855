package dev.fairlead.route.bound;

import java.util.Arrays;

/**
 * For tokens of no price yet what the best way at the first units' prices fetches for one, of
 * tokens that have one.
 *
 * <p>At these prices no pool gains anything but where it leads away from a token that had a price.
 */
final class Potentials {
  private static final int NONE = -1;

  private final Gains gains;

  /** The directions to each token, one after another. */
  private final int[] incoming;

  private final int[] firstTo;
  private final int[] via;
  private final boolean[] isFixed;

  Potentials(Gains gains) {
    this.gains = gains;
    this.incoming = new int[gains.count()];
    this.firstTo = new int[gains.tokenCount() + 1];
    this.via = new int[gains.tokenCount()];
    this.isFixed = new boolean[gains.tokenCount()];
    for (int d = 0; d < gains.count(); d++) {
      firstTo[gains.to(d) + 1]++;
    }
    for (int t = 0; t < gains.tokenCount(); t++) {
      firstTo[t + 1] += firstTo[t];
    }
    int[] next = firstTo.clone();
    for (int d = 0; d < gains.count(); d++) {
      incoming[next[gains.to(d)]++] = d;
    }
  }

  /** The first direction of the best way from a token found last, or -1 where it had a price. */
  int via(int token) {
    return via[token];
  }

  /**
   * Gives every token a price that has none; that of a token from which no way leads stays zero.
   */
  void spread(double[] prices) {
    int[] changed = new int[prices.length];
    int count = 0;
    Arrays.fill(via, NONE);
    for (int t = 0; t < prices.length; t++) {
      isFixed[t] = prices[t] > 0;
      if (isFixed[t]) {
        changed[count++] = t;
      }
    }
    boolean[] isQueued = new boolean[prices.length];
    int[] next = new int[prices.length];
    while (count > 0) {
      int found = 0;
      for (int i = 0; i < count; i++) {
        isQueued[changed[i]] = false;
      }
      for (int i = 0; i < count; i++) {
        int token = changed[i];
        for (int k = firstTo[token]; k < firstTo[token + 1]; k++) {
          int d = incoming[k];
          int from = gains.from(d);
          double price = gains.direction(d).spot() * prices[token];
          if (!isFixed[from] && price > prices[from] && !leadsOver(token, from)) {
            prices[from] = price;
            via[from] = d;
            if (!isQueued[from]) {
              isQueued[from] = true;
              next[found++] = from;
            }
          }
        }
      }
      int[] left = changed;
      changed = next;
      next = left;
      count = found;
    }
  }

  /** Round and round is no way. */
  private boolean leadsOver(int token, int other) {
    int at = token;
    while (at != other && via[at] != NONE) {
      at = gains.to(via[at]);
    }
    return at == other;
  }
}
