package dev.fairlead.event;

import dev.fairlead.event.Snapshot.Link;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.StrategyId;
import java.util.Optional;

/**
 * The kept standings that a node vouches for, and whose hash is the log's own at their position;
 * others are passed over and reported. Safe for use by many threads.
 */
public interface Snapshots {
  /** The latest of the whole log at or before a position. */
  Optional<Snapshot> latest(LogPosition upTo);

  /** That of a strategy which a snapshot names. */
  Optional<Snapshot> of(StrategyId strategy, Link link);

  /** None: every answer is then made from the log's beginning. */
  static Snapshots none() {
    return new Snapshots() {
      @Override
      public Optional<Snapshot> latest(LogPosition upTo) {
        return Optional.empty();
      }

      @Override
      public Optional<Snapshot> of(StrategyId strategy, Link link) {
        return Optional.empty();
      }
    };
  }
}
