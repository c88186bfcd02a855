package dev.fairlead.event.postgres;

import dev.fairlead.event.CheckpointAnchor;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.LogDiverged;
import dev.fairlead.event.LogDiverged.Difference;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.event.proof.TreeProofs;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * The look at the anchors before a node writes: refuses a log that is not the one which the last
 * checkpoint of each speaks of. An anchor that does not answer holds nothing up.
 */
final class AnchorCheck {
  private final DSLContext database;
  private final Head head;
  private final TreeFollower follower;
  private final TreeProofs tree;
  private final EventStoreObserver observer;

  AnchorCheck(
      DSLContext database,
      Head head,
      TreeFollower follower,
      TreeProofs tree,
      EventStoreObserver observer) {
    this.database = database;
    this.head = head;
    this.follower = follower;
    this.tree = tree;
    this.observer = observer;
  }

  void refuseDiverged(List<CheckpointAnchor> anchors) {
    for (CheckpointAnchor anchor : anchors) {
      try {
        Optional<Checkpoint> last = anchor.last();
        if (last.isPresent()) {
          compare(anchor.name(), last.get());
        }
      } catch (IOException e) {
        observer.anchorFailed(anchor.name(), 1, e);
      }
    }
  }

  private void compare(String anchor, Checkpoint last) {
    if (!last.isSigned()) {
      throw new EventStoreException(
          Kind.FATAL, anchor + ": its last checkpoint is not signed by its own key");
    }
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
    List<StoredEvent> there = new LogReader(database).after(last.size() - 1, 1);
    if (there.isEmpty()
        || there.getFirst().position() != last.size()
        || !HexFormat.of().formatHex(there.getFirst().hash()).equals(last.head())) {
      throw new LogDiverged(
          Difference.REWRITTEN,
          anchor,
          "%s has another hash than the database's event there.".formatted(said));
    }
    follower.follow(head.position());
    if (!HexFormat.of().formatHex(tree.root(last.size())).equals(last.root())) {
      throw new LogDiverged(
          Difference.REWRITTEN,
          anchor,
          "%s has another Merkle root than the database's events.".formatted(said));
    }
  }
}
