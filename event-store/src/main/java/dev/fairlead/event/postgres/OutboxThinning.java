package dev.fairlead.event.postgres;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreObserver;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Thins out the checkpoints in the database once a day, as far as every anchor holds them. For one
 * thread.
 */
final class OutboxThinning {
  private static final Duration EVERY = Duration.ofDays(1);

  private final String node;
  private final CheckpointTable table;
  private final List<AnchorFeed> feeds;
  private final InstantSource clock;
  private final EventStoreObserver observer;
  private Instant due = Instant.MIN;

  OutboxThinning(
      String node,
      CheckpointTable table,
      List<AnchorFeed> feeds,
      InstantSource clock,
      EventStoreObserver observer) {
    this.node = node;
    this.table = table;
    this.feeds = feeds;
    this.clock = clock;
    this.observer = observer;
  }

  void runIfDue() {
    Instant now = clock.instant();
    if (now.isBefore(due)) {
      return;
    }
    long upTo = Long.MAX_VALUE;
    for (AnchorFeed feed : feeds) {
      Optional<Long> held = feed.held();
      if (held.isEmpty()) {
        return;
      }
      upTo = Math.min(upTo, held.get());
    }
    try {
      table.thinOut(node, upTo);
      due = now.plus(EVERY);
    } catch (EventStoreException e) {
      observer.databaseFailed("thinning out checkpoints", 1, e);
    }
  }
}
