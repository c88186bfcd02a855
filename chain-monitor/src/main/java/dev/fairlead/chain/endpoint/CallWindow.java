package dev.fairlead.chain.endpoint;

import java.time.Duration;
import java.util.Arrays;

/** How long an endpoint's newest calls took, and how many failed. Safe for use by many threads. */
final class CallWindow {
  static final int SIZE = 128;

  private static final int ENOUGH = 16;

  private final long[] took = new long[SIZE];
  private final boolean[] failed = new boolean[SIZE];
  private int next;
  private int count;

  synchronized void add(long nanos, boolean failure) {
    took[next] = nanos;
    failed[next] = failure;
    next = (next + 1) % SIZE;
    count = Math.min(SIZE, count + 1);
  }

  synchronized int count() {
    return count;
  }

  synchronized int failures() {
    int failures = 0;
    for (int i = 0; i < count; i++) {
      failures += failed[i] ? 1 : 0;
    }
    return failures;
  }

  /** Zero while there are none. */
  synchronized Duration percentile(int percent) {
    long[] sorted = Arrays.copyOf(took, count);
    Arrays.sort(sorted);
    return count == 0
        ? Duration.ZERO
        : Duration.ofNanos(sorted[Math.min(count - 1, count * percent / 100)]);
  }

  /** The 95th percentile, or {@code otherwise} while there are too few calls to tell. */
  Duration patience(Duration otherwise) {
    return count() < ENOUGH ? otherwise : percentile(95);
  }
}
