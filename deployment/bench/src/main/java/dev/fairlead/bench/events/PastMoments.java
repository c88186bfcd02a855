package dev.fairlead.bench.events;

import dev.fairlead.event.EventLog;
import dev.fairlead.model.LogPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Asks a log of lives what was known of an intent at an instant between its first event and its
 * last; both are drawn, the same for equal logs.
 */
final class PastMoments {
  private final EventLog log;
  private final Lives lives;
  private final Instant first;
  private final long nanos;
  private final SplittableRandom random = new SplittableRandom(1);

  PastMoments(EventLog log, Lives lives) {
    this.log = log;
    this.lives = lives;
    this.first = recordedAt(new LogPosition(0));
    Instant last = recordedAt(new LogPosition(log.head().position().value() - 1));
    this.nanos = Math.max(1, Duration.between(first, last).toNanos());
  }

  private Instant recordedAt(LogPosition before) {
    return log.readAll(before, 1).getFirst().recordedAt();
  }

  /** Of one intent at one instant; how many events were known. */
  int ask() {
    Instant moment = first.plusNanos(random.nextLong(nanos));
    LogPosition then = log.positionAt(moment).orElse(new LogPosition(0));
    return log.read(lives.any(random), then).size();
  }
}
