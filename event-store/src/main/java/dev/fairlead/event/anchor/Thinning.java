package dev.fairlead.event.anchor;

import dev.fairlead.event.proof.Checkpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Keeps what is worth to keep of checkpoints that come oldest first: all of the last month, and of
 * each hour before that its last, which covers all that the others covered. So a log of many years
 * is held in the memory of one month.
 */
final class Thinning {
  private static final Duration WHOLE = Duration.ofDays(30);

  private final List<Checkpoint> hours = new ArrayList<>();
  private final Deque<Checkpoint> recent = new ArrayDeque<>();

  void add(Checkpoint next) {
    recent.add(next);
    Instant from = next.time().minus(WHOLE);
    while (recent.getFirst().time().isBefore(from)) {
      grownOld(recent.removeFirst());
    }
  }

  private void grownOld(Checkpoint checkpoint) {
    if (!hours.isEmpty() && hour(hours.getLast()).equals(hour(checkpoint))) {
      hours.removeLast();
    }
    hours.add(checkpoint);
  }

  private static Instant hour(Checkpoint checkpoint) {
    return checkpoint.time().truncatedTo(ChronoUnit.HOURS);
  }

  /** Oldest first. */
  List<Checkpoint> kept() {
    List<Checkpoint> kept = new ArrayList<>(hours);
    kept.addAll(recent);
    return kept;
  }
}
