package dev.fairlead.event.postgres;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.LogDiverged;
import dev.fairlead.event.LogDiverged.Difference;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.event.proof.Subtrees;
import dev.fairlead.event.proof.TreeProofs;
import java.util.HexFormat;
import java.util.List;

/**
 * Compares what an anchor holds with the database: refuses a log that is not the one which the
 * anchor's last checkpoint speaks of. Safe for use by many threads.
 */
final class AnchorCheck {
  private final LogReader reader;
  private final TreeFollower follower;
  private final Subtrees subtrees;

  AnchorCheck(LogReader reader, TreeFollower follower, Subtrees subtrees) {
    this.reader = reader;
    this.follower = follower;
    this.subtrees = subtrees;
  }

  /**
   * Compares a checkpoint that was read before this is called, so that the log can't be behind it.
   *
   * @throws LogDiverged when the log is another one
   */
  void refuseDiverged(String anchor, Checkpoint last) {
    if (!last.isSigned()) {
      throw new EventStoreException(
          Kind.FATAL, anchor + ": its last checkpoint is not signed by its own key");
    }
    Head head = reader.head();
    String said = "its checkpoint of %d events at %s".formatted(last.size(), last.time());
    if (!last.log().equals(head.logId())) {
      throw new LogDiverged(
          Difference.ANOTHER_LOG,
          anchor,
          "%s is of log %s, the database holds log %s.".formatted(said, last.log(), head.logId()));
    }
    if (last.size() > head.position()) {
      throw new LogDiverged(
          Difference.WENT_BACKWARDS,
          anchor,
          "%s is longer than the database's log, which ends at position %d."
              .formatted(said, head.position()));
    }
    List<StoredEvent> there = reader.after(last.size() - 1, 1);
    if (there.isEmpty()
        || there.getFirst().position() != last.size()
        || !HexFormat.of().formatHex(there.getFirst().hash()).equals(last.head())) {
      throw new LogDiverged(
          Difference.REWRITTEN,
          anchor,
          "%s has another hash than the database's event there.".formatted(said));
    }
    follower.follow(head.position());
    if (!HexFormat.of().formatHex(new TreeProofs(subtrees).root(last.size())).equals(last.root())) {
      throw new LogDiverged(
          Difference.REWRITTEN,
          anchor,
          "%s has another Merkle root than the database's events.".formatted(said));
    }
  }
}
