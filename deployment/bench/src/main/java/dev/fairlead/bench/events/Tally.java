package dev.fairlead.bench.events;

import dev.fairlead.bench.Latencies;

/** What one contestant did at one number of callers, over all its rounds. */
final class Tally {
  private final Latencies times = new Latencies();
  private double seconds;

  Latencies times() {
    return times;
  }

  /** One more round, whose times are in already, took so long. */
  void ran(double more) {
    seconds += more;
  }

  /** Appends a second. */
  double rate() {
    if (seconds <= 0) {
      throw new IllegalStateException("nothing was measured");
    }
    return times.count() / seconds;
  }
}
