package dev.fairlead.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;

/** Times of one kind, kept to three digits. Safe for use by many threads. */
public final class Latencies {
  private static final long LONGEST = TimeUnit.HOURS.toNanos(1);
  private static final double NANOS_PER_MILLI = 1e6;

  private final ConcurrentHistogram histogram = new ConcurrentHistogram(LONGEST, 3);

  public void add(Duration time) {
    addNanos(time.toNanos());
  }

  public void addNanos(long nanos) {
    histogram.recordValue(Math.clamp(nanos, 0, LONGEST));
  }

  public long count() {
    return histogram.getTotalCount();
  }

  /** The time that so many percent do not exceed, in milliseconds. */
  public double millis(double percentile) {
    if (count() == 0) {
      throw new IllegalStateException("nothing was measured");
    }
    return histogram.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
  }

  /** Forgets what was measured, as after a warm-up. */
  public void reset() {
    histogram.reset();
  }
}
