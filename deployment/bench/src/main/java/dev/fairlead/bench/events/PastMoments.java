package dev.fairlead.bench.events;

import dev.fairlead.event.EventLog;
import dev.fairlead.event.StreamId;
import dev.fairlead.model.LogPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * Asks a log of lives what was known of an intent at an instant; both are drawn, the same for equal
 * logs. The instant is one at which the lives were written, and the intent was known then: of one
 * that was not yet, the answer takes half as long, and how many those are depends on how long the
 * log has stood still or was written to since.
 */
final class PastMoments {
  /** The lives follow the key of who writes them. */
  private static final LogPosition LIVES_AFTER = new LogPosition(1);

  private final EventLog log;
  private final Lives lives;
  private final Instant first;
  private final long nanos;
  private final SplittableRandom random = new SplittableRandom(1);

  PastMoments(EventLog log, Lives lives) {
    this.log = log;
    this.lives = lives;
    this.first = recordedAt(LIVES_AFTER);
    Instant last = recordedAt(new LogPosition(lives.events()));
    this.nanos = Math.max(1, Duration.between(first, last).toNanos());
  }

  private Instant recordedAt(LogPosition before) {
    return log.readAll(before, 1).getFirst().recordedAt();
  }

  /** Of one intent at one instant; how many nanoseconds the answer took. */
  long ask() {
    while (true) {
      Instant moment = first.plusNanos(random.nextLong(nanos));
      StreamId intent = lives.any(random);
      long begun = System.nanoTime();
      LogPosition then = log.positionAt(moment).orElse(new LogPosition(0));
      int known = log.read(intent, then).size();
      long took = System.nanoTime() - begun;
      if (known > 0) {
        return took;
      }
    }
  }
}
