package dev.fairlead.event;

import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.event.proof.Proof;
import dev.fairlead.model.LogPosition;
import java.util.Optional;

/** What can be shown to those who don't trust this database. Safe for use by many threads. */
public interface LogEvidence {
  /**
   * Brings the tree and the checkpoints up to the end of the log now, and the anchors too, as far
   * as they answer. None when the log is empty.
   */
  Optional<Checkpoint> checkpoint();

  /**
   * What this node says of the log when it had so many events, signed now.
   *
   * @throws IllegalArgumentException when the log has not so many events
   */
  Checkpoint at(long size);

  /** How the log and the anchors are. */
  LogCondition condition();

  /**
   * Shows that an event is in the log of so many events.
   *
   * @throws IllegalArgumentException when the position is not within {@code size}, or the log has
   *     not so many events
   */
  Proof.Inclusion inclusion(LogPosition position, long size);

  /**
   * Shows that the log of {@code to} events begins with the log of {@code from} events.
   *
   * @throws IllegalArgumentException when it has not so many, or {@code from} is 0 or above {@code
   *     to}
   */
  Proof.Consistency consistency(long from, long to);
}
