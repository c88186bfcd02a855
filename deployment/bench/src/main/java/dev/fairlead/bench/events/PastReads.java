package dev.fairlead.bench.events;

import dev.fairlead.bench.Latencies;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.Verdict;
import dev.fairlead.model.LogPosition;
import dev.fairlead.parts.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** What the log can do with its past: prove it, derive rows from it, say what was known when. */
final class PastReads {
  private static final double TAIL = 99;
  private static final Duration PATIENCE = Duration.ofHours(1);

  private PastReads() {}

  /** The whole log, from first to last event. */
  static Row verify(EventStore store, Progress progress) {
    progress.says("verifying");
    long begun = System.nanoTime();
    Verdict verdict = store.verifier().verify((done, of) -> {});
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (verdict instanceof Verdict.Sound sound) {
      return Row.held("verified", sound.count() / seconds, "events/s", Target.atLeast(200_000));
    }
    throw new IllegalStateException("the log is not sound: " + verdict);
  }

  /** Waits until the index of intents, which begins at nothing, has the whole log. */
  static Row rebuild(EventStore store, long begunNanos) throws InterruptedException {
    LogPosition head = store.log().head().position();
    store.intents().catchUp(head, PATIENCE);
    double seconds = (System.nanoTime() - begunNanos) / 1e9;
    return Row.held(
        "index of intents rebuilt", head.value() / seconds, "events/s", Target.atLeast(100_000));
  }

  /** An intent, as it was known at an instant between the log's first event and its last. */
  static List<Row> asOf(EventStore store, Lives lives, int samples, Progress progress) {
    progress.says("as-of queries");
    Instant first = store.log().readAll(new LogPosition(0), 1).getFirst().recordedAt();
    LogPosition head = store.log().head().position();
    Instant last =
        store.log().readAll(new LogPosition(head.value() - 1), 1).getFirst().recordedAt();
    long nanos = Duration.between(first, last).toNanos();
    SplittableRandom random = new SplittableRandom(1);
    Latencies times = new Latencies();
    long found = 0;
    for (int i = -samples / 4; i < samples; i++) {
      Instant moment = first.plusNanos(random.nextLong(Math.max(1, nanos)));
      long begun = System.nanoTime();
      LogPosition then = store.log().positionAt(moment).orElse(new LogPosition(0));
      List<RecordedEvent> known = store.log().read(lives.any(random), then);
      if (i >= 0) {
        times.addNanos(System.nanoTime() - begun);
        found += known.size();
      }
    }
    if (found == 0) {
      throw new IllegalStateException("no intent was known at any moment");
    }
    return List.of(
        Row.shown("an intent as of an instant, p50", times.millis(50), "ms"),
        Row.held("an intent as of an instant, p99", times.millis(TAIL), "ms", Target.below(20)));
  }
}
