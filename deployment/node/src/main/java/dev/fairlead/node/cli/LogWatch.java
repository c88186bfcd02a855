package dev.fairlead.node.cli;

import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.event.proof.Proof;
import dev.fairlead.event.proof.ProofChecker;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Judges what a node says of its log by what it said before: that it only ever grew. Needs nothing
 * of the node but its word, and takes none of it on trust.
 */
final class LogWatch {
  private final ProofChecker checker;

  /** What the node is asked for. */
  interface Source {
    Checkpoint newest();

    /** That the log of {@code to} events begins with the log of {@code from}. */
    Proof.Consistency consistency(long from, long to);
  }

  /** A watcher that trusts these keys; any, if there are none. */
  LogWatch(Set<String> trusted) {
    this.checker = new ProofChecker(trusted);
  }

  /** What is wrong with the first checkpoint ever seen; nothing when it may be begun with. */
  List<String> doubts(Checkpoint first) {
    return failures(new Proof.Consistency(first, first, List.of()));
  }

  /** What is wrong with a checkpoint after another; nothing when the log only grew. */
  List<String> doubts(Checkpoint before, Checkpoint now, Source node) {
    if (!now.log().equals(before.log())) {
      return List.of("another log: it is %s, and was %s before".formatted(now.log(), before.log()));
    }
    if (now.size() < before.size()) {
      return List.of(
          "the log went backwards: it has %d events, and had %d at %s"
              .formatted(now.size(), before.size(), before.time()));
    }
    List<String> path =
        now.size() == before.size()
            ? List.of()
            : node.consistency(before.size(), now.size()).path();
    List<String> doubts = new ArrayList<>(failures(new Proof.Consistency(before, now, path)));
    if (!doubts.isEmpty()) {
      doubts.addFirst(
          "another history: the log of %d events does not begin with the log of %d events that was signed at %s"
              .formatted(now.size(), before.size(), before.time()));
    }
    return doubts;
  }

  private List<String> failures(Proof proof) {
    return checker.failures(proof).stream()
        .map(failure -> failure.check() + ": " + failure.what())
        .distinct()
        .toList();
  }
}
