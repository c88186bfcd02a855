package dev.fairlead.bench.events;

import dev.fairlead.bench.Latencies;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.Verdict;
import dev.fairlead.model.LogPosition;
import dev.fairlead.parts.Progress;
import java.time.Duration;
import java.util.List;

/** What the log can do with its past: prove it, derive rows from it, say what was known when. */
final class PastReads {
  private static final double TAIL = 99;

  /** After so many events the code that verifies is compiled. */
  private static final long WARM = 1_000_000;

  private static final Duration PATIENCE = Duration.ofHours(1);

  private PastReads() {}

  /** The whole log, for the first time in this process and when that is warm. */
  static List<Row> verify(EventStore store, Progress progress) {
    progress.says("verifying");
    double first = verified(store, 1);
    verified(store, WARM);
    return List.of(
        Row.shown("verified for the first time", first, "events/s"),
        Row.held("verified", verified(store, WARM), "events/s", Target.atLeast(200_000)));
  }

  /** How many events a second, over as many runs as have so many events. */
  private static double verified(EventStore store, long events) {
    long begun = System.nanoTime();
    long count = verify(store, events);
    return count * 1e9 / (System.nanoTime() - begun);
  }

  /** Again and again until so many events are verified; how many were. */
  static long verify(EventStore store, long events) {
    long count = 0;
    while (count < events) {
      Verdict verdict = store.verifier().verify((done, of) -> {});
      if (!(verdict instanceof Verdict.Sound sound)) {
        throw new IllegalStateException("the log is not sound: " + verdict);
      }
      count += sound.count();
    }
    return count;
  }

  /** Waits until the index of intents, which began at nothing then, has the whole log. */
  static double rebuilt(EventStore store, long begunNanos) throws InterruptedException {
    LogPosition head = store.log().head().position();
    store.intents().catchUp(head, PATIENCE);
    return head.value() * 1e9 / (System.nanoTime() - begunNanos);
  }

  /** An intent, as it was known at an instant between the log's first event and its last. */
  static List<Row> asOf(EventStore store, Lives lives, int samples, Progress progress) {
    progress.says("as-of queries");
    PastMoments moments = new PastMoments(store.log(), lives);
    Latencies times = new Latencies();
    for (int i = -samples / 4; i < samples; i++) {
      long took = moments.ask();
      if (i >= 0) {
        times.addNanos(took);
      }
    }
    return List.of(
        Row.shown("an intent as of an instant, p50", times.millis(50), "ms"),
        Row.held("an intent as of an instant, p99", times.millis(TAIL), "ms", Target.below(20)));
  }
}
