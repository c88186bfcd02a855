package dev.fairlead.event.postgres;

import dev.fairlead.event.CheckpointAnchor;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.proof.Checkpoint;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Brings one anchor the checkpoints that it lacks, in order. One that can't tell what it holds, or
 * holds nothing, begins with the newest; all others, and after an outage, get every one. For one
 * thread at a time.
 */
final class AnchorFeed {
  private static final int PAGE = 200;

  private final String node;
  private final CheckpointAnchor anchor;
  private final CheckpointTable table;
  private final InstantSource clock;
  private final EventStoreObserver observer;
  private Optional<Long> held = Optional.empty();
  private int failures;

  AnchorFeed(
      String node,
      CheckpointAnchor anchor,
      CheckpointTable table,
      InstantSource clock,
      EventStoreObserver observer) {
    this.node = node;
    this.anchor = anchor;
    this.table = table;
    this.clock = clock;
    this.observer = observer;
  }

  /** Delivers what waits, until the anchor or the database fails. */
  void deliver() {
    try {
      long after = held.isPresent() ? held.get() : begin();
      held = Optional.of(after);
      List<Checkpoint> waiting = table.after(node, after, PAGE);
      while (!waiting.isEmpty()) {
        for (Checkpoint checkpoint : waiting) {
          anchor.write(checkpoint);
          held = Optional.of(checkpoint.size());
          failures = 0;
          observer.anchored(anchor.name(), checkpoint);
        }
        waiting = table.after(node, held.get(), PAGE);
      }
      observer.anchorLag(anchor.name(), Duration.ZERO);
    } catch (IOException | RuntimeException e) {
      failures++;
      observer.anchorFailed(anchor.name(), failures, e);
      reportLag();
    }
  }

  private long begin() throws IOException {
    Optional<Checkpoint> last = anchor.last();
    return last.isPresent()
        ? last.get().size()
        : table.last(node).map(newest -> newest.size() - 1).orElse(0L);
  }

  private void reportLag() {
    try {
      Optional<Checkpoint> oldest = table.after(node, held.orElse(0L), 1).stream().findFirst();
      oldest.ifPresent(waiting ->
          observer.anchorLag(anchor.name(), Duration.between(waiting.time(), clock.instant())));
    } catch (EventStoreException e) {
      observer.databaseFailed("reading checkpoints", failures, e);
    }
  }
}
