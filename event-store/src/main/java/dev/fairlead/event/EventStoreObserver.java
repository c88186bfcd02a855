package dev.fairlead.event;

import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.model.LogPosition;
import java.time.Duration;

/** Hears what the log does, for metrics and logs. Called on busy threads: must be quick. */
public interface EventStoreObserver {
  /** One commit made these events durable; {@code took} is the time in the database. */
  default void committed(int appends, int events, LogPosition head, Duration took) {}

  /** A caller's append was answered after this time, waiting for its turn included. */
  default void appended(AppendResult result, Duration took) {}

  /** Another node wrote first; the commit is made again on the new head. */
  default void headMoved(LogPosition head) {}

  /** The database failed; {@code attempt} counts from 1 and starts again after a success. */
  default void databaseFailed(String during, int attempt, Exception failure) {}

  /** An event id came again with another content: a bug or an attack. */
  default void eventIdConflict(EventId id) {}

  /** A projection has worked in the log up to here. */
  default void projected(String projection, LogPosition position, int events) {}

  /** A projection can't go on at this position and stays where it is. */
  default void projectionStopped(String projection, LogPosition position, Throwable reason) {}

  /** There is one reader of the log more. */
  default void subscriptionOpened() {}

  /** There is one reader less; it closed, or was cut. */
  default void subscriptionEnded() {}

  /** The node's clock was so far ahead of the database's, and was not followed. */
  default void clockAhead(Duration by) {}

  /** A snapshot is not what the log says, and was passed over. */
  default void snapshotRefused(LogPosition position, String reason) {}

  /** A reader was cut because it fell behind, or took nothing for too long. */
  default void subscriptionCut(LogPosition resumeAfter) {}

  /** The tree follows the log up to here, and a checkpoint of it was signed. */
  default void checkpointed(Checkpoint checkpoint) {}

  /** A checkpoint covers the whole log as it is now. */
  default void covered(LogPosition head) {}

  /** The tree could not follow the log, so there is no new checkpoint; it is tried again. */
  default void checkpointFailed(Exception failure) {}

  /** The database does not hold the log any more: this node appends no more to it, for good. */
  default void halted(EventStoreException reason) {}

  /** An anchor stands to the log as it is said here now. */
  default void anchorTurned(AnchorCondition condition) {}

  /** An anchor holds this checkpoint now. */
  default void anchored(String anchor, Checkpoint checkpoint) {}

  /** For so long the oldest checkpoint has waited that an anchor does not hold; zero for none. */
  default void anchorLag(String anchor, Duration lag) {}

  /** An anchor did not take or tell a checkpoint; {@code attempt} counts as above. */
  default void anchorFailed(String anchor, int attempt, Exception failure) {}

  /** Hears nothing. */
  static EventStoreObserver silent() {
    return new EventStoreObserver() {};
  }
}
