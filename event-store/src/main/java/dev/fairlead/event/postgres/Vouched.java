package dev.fairlead.event.postgres;

import dev.fairlead.event.CheckpointAnchor;
import dev.fairlead.event.proof.Checkpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the anchors and the database itself say of the log, each different checkpoint once.
 *
 * @param checkpoints by size; those of anchors before the database's own
 * @param unread anchors that did not answer, and why
 * @param malformed rows of the database that are no checkpoints, by size
 */
record Vouched(
    List<Said> checkpoints, List<String> unread, List<CheckpointTable.Malformed> malformed) {
  /** A checkpoint and who holds it; whether that is somewhere else than in the database. */
  record Said(String by, boolean outside, Checkpoint checkpoint) {}

  static Vouched gather(CheckpointTable table, List<CheckpointAnchor> anchors) {
    List<Said> all = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    Set<Checkpoint> known = new HashSet<>();
    for (CheckpointAnchor anchor : anchors) {
      try {
        for (Checkpoint checkpoint : anchor.all()) {
          if (known.add(checkpoint)) {
            all.add(new Said(anchor.name(), true, checkpoint));
          }
        }
      } catch (IOException e) {
        unread.add(anchor.name() + ": " + e.getMessage());
      }
    }
    List<CheckpointTable.Malformed> malformed = new ArrayList<>();
    for (Checkpoint checkpoint : table.all(malformed)) {
      if (known.add(checkpoint)) {
        all.add(new Said("the database", false, checkpoint));
      }
    }
    all.sort(Comparator.comparingLong(said -> said.checkpoint().size()));
    malformed.sort(Comparator.comparingLong(CheckpointTable.Malformed::size));
    return new Vouched(all, unread, malformed);
  }

  /** How many are held outside of the database. */
  long outside() {
    return checkpoints.stream().filter(Said::outside).count();
  }

  /** The most events that one of those is of. */
  long outsideUpTo() {
    return checkpoints.stream()
        .filter(Said::outside)
        .mapToLong(said -> said.checkpoint().size())
        .max()
        .orElse(0);
  }

  /** Those of logs with more than one number of events, and at most another. */
  List<Said> within(long after, long upTo) {
    int from = firstAbove(after);
    return checkpoints.subList(from, Math.max(from, firstAbove(upTo)));
  }

  /** Those of logs with more events. */
  List<Said> beyond(long size) {
    return checkpoints.subList(firstAbove(size), checkpoints.size());
  }

  private int firstAbove(long size) {
    int low = 0;
    int high = checkpoints.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (checkpoints.get(middle).checkpoint().size() > size) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
