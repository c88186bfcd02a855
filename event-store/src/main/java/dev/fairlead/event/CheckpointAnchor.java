package dev.fairlead.event;

import dev.fairlead.event.proof.Checkpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A place for checkpoints that the database's admin can't write, so that a log that was cut or
 * rewritten as a whole does not pass. Used by one thread at a time.
 */
public interface CheckpointAnchor {
  /** What it is and where, for people. */
  String name();

  /**
   * The least time between two checkpoints that it is given, for a place where each costs
   * something; of those in between it gets none. Zero: it gets each.
   */
  default Duration pace() {
    return Duration.ZERO;
  }

  /**
   * Keeps a checkpoint for good. May be called again with one that is there already.
   *
   * @throws IOException when it may not be there; it will be tried again
   */
  void write(Checkpoint checkpoint) throws IOException;

  /**
   * The last one that it holds.
   *
   * @throws WriteOnlyAnchor when it never tells what it holds
   * @throws IOException when it does not answer now
   * @throws EventStoreException when what it holds is no checkpoint
   */
  Optional<Checkpoint> last() throws IOException;

  /**
   * What it holds, oldest first; of those that are older than its last by months it may leave out
   * all but the last of each hour. Fails as {@link #last} does.
   */
  List<Checkpoint> all() throws IOException;
}
