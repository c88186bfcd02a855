package dev.fairlead.event.postgres;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.LogDiverged;
import dev.fairlead.event.LogDiverged.Difference;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.event.proof.Proof;
import dev.fairlead.event.proof.ProofChecker;
import dev.fairlead.event.proof.Subtrees;
import dev.fairlead.event.proof.TreeProofs;
import java.util.List;
import java.util.Set;

/**
 * Makes checkpoints and proofs of the past. What the database says of it is signed only if it leads
 * to the tree that this node saw grow: whoever can change rows gets no signature for them, and the
 * node stops. Safe for use by many threads.
 */
final class Prover {
  private final LogReader reader;
  private final TreeFollower follower;
  private final Subtrees subtrees;
  private final Halt halt;
  private final CheckpointSigner signer;

  Prover(
      LogReader reader,
      TreeFollower follower,
      Subtrees subtrees,
      Halt halt,
      CheckpointSigner signer) {
    this.reader = reader;
    this.follower = follower;
    this.subtrees = subtrees;
    this.halt = halt;
    this.signer = signer;
  }

  /** A checkpoint of the first {@code size} events. */
  Checkpoint at(long size) {
    return past(size, newest(), new TreeProofs(subtrees));
  }

  Proof.Inclusion inclusion(long position, long size) {
    TreeProofs tree = new TreeProofs(subtrees);
    return inclusion(position, past(size, newest(), tree), tree);
  }

  Proof.Consistency consistency(long from, long to) {
    TreeProofs tree = new TreeProofs(subtrees);
    Checkpoint newest = newest();
    return consistency(past(from, newest, tree), past(to, newest, tree), tree);
  }

  /** Of all that is there, from memory. */
  private Checkpoint newest() {
    halt.refuseIfStopped();
    Head head = reader.head();
    TreeFollower.State seen = follower.follow(head.position());
    return signer.sign(head.logId(), seen.size(), seen.frontier().copy().root(), seen.head());
  }

  private Checkpoint past(long size, Checkpoint newest, TreeProofs tree) {
    if (size < 1 || size > newest.size()) {
      throw new IllegalArgumentException(
          "the log has %d events, so there is no tree of %d".formatted(newest.size(), size));
    }
    if (size == newest.size()) {
      return newest;
    }
    Checkpoint past = signer.sign(newest.log(), size, tree.root(size), event(size).hash());
    consistency(past, newest, tree);
    inclusion(size, past, tree);
    return past;
  }

  private Proof.Inclusion inclusion(long position, Checkpoint checkpoint, TreeProofs tree) {
    List<byte[]> path = tree.inclusion(position - 1, checkpoint.size());
    byte[] event = new CanonicalForm().bytes(event(position));
    return sound(Proof.inclusion(position, event, path, checkpoint));
  }

  private Proof.Consistency consistency(Checkpoint from, Checkpoint to, TreeProofs tree) {
    return sound(Proof.consistency(from, to, tree.consistency(from.size(), to.size())));
  }

  private StoredEvent event(long position) {
    return reader.after(position - 1, 1).stream()
        .filter(event -> event.position() == position)
        .findFirst()
        .orElseThrow(
            () -> new EventStoreException(Kind.FATAL, "the event at " + position + " is missing"));
  }

  /** As whoever gets it will check it. */
  private <P extends Proof> P sound(P proof) {
    List<ProofChecker.Failure> failures = new ProofChecker(Set.of()).failures(proof);
    if (!failures.isEmpty()) {
      LogDiverged reason =
          new LogDiverged(
              Difference.REWRITTEN,
              "this node",
              "of what the database says of the past, %s; nothing is signed over it."
                  .formatted(failures.getFirst().what()));
      halt.stop(reason);
      throw reason;
    }
    return proof;
  }
}
