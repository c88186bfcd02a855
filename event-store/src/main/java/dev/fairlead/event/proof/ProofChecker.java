package dev.fairlead.event.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks proofs, with nothing but the proof and the keys that its reader trusts. Every check is
 * made, also when one has failed already. Not for use by more than one thread.
 */
public final class ProofChecker {
  private final Set<String> trusted;
  private final TreePaths paths = new TreePaths();
  private final TreeHash hash = new TreeHash();

  /** What is checked. */
  public enum Check {
    /** The signature of a checkpoint is by the key that it names. */
    SIGNATURE,
    /** That key is one of those that the reader trusts. */
    KEY,
    /** The event's bytes are those of an event, and of one at the position of the claim. */
    POSITION,
    /** The path leads from the event to the root of the checkpoint. */
    INCLUSION,
    /** The bytes of the last event have the hash that the checkpoint gives the chain's end. */
    HEAD,
    /** Both checkpoints are of the same log. */
    SAME_LOG,
    /** The path leads to the root of the first checkpoint. */
    FIRST_ROOT,
    /** The path leads to the root of the second checkpoint. */
    SECOND_ROOT,
    /** Checkpoints of one size name the same end of the chain. */
    SAME_HEAD
  }

  /** A check that failed and why. */
  public record Failure(Check check, String what) {}

  /**
   * A checker that trusts these keys.
   *
   * @param trusted raw public keys in hex; when there are none any key will do, and the reader must
   *     judge the key that is named
   */
  public ProofChecker(Set<String> trusted) {
    trusted.forEach(key -> Hex.checked("a trusted key", key, 32));
    this.trusted = Set.copyOf(trusted);
  }

  /** What is wrong with a proof; nothing when it holds. */
  public List<Failure> failures(Proof proof) {
    List<Failure> failures = new ArrayList<>();
    switch (proof) {
      case Proof.Inclusion inclusion -> check(inclusion, failures);
      case Proof.Consistency consistency -> check(consistency, failures);
    }
    return failures;
  }

  private void check(Proof.Inclusion proof, List<Failure> failures) {
    Checkpoint checkpoint = proof.checkpoint();
    check(checkpoint, failures);
    if (ProvenEvent.of(proof).filter(event -> event.position() == proof.position()).isEmpty()) {
      failures.add(
          new Failure(Check.POSITION, "the bytes are not an event at " + proof.position()));
    }
    byte[] eventHash = TreeHash.sha256().digest(Hex.bytes(proof.event()));
    Optional<byte[]> root =
        proof.position() < 1 || proof.position() > checkpoint.size()
            ? Optional.empty()
            : paths.root(
                hash.leaf(eventHash), proof.position() - 1, checkpoint.size(), path(proof.path()));
    if (!leadsTo(root, checkpoint)) {
      failures.add(
          new Failure(Check.INCLUSION, "the path does not lead from the event to the root"));
    }
    if (proof.position() == checkpoint.size() && !Hex.of(eventHash).equals(checkpoint.head())) {
      failures.add(
          new Failure(Check.HEAD, "the event is the last one, but not the head of the chain"));
    }
  }

  private void check(Proof.Consistency proof, List<Failure> failures) {
    Checkpoint from = proof.from();
    Checkpoint to = proof.to();
    check(from, failures);
    check(to, failures);
    if (!from.log().equals(to.log())) {
      failures.add(new Failure(Check.SAME_LOG, "the checkpoints are of two logs"));
    }
    Optional<TreePaths.Roots> roots =
        from.size() < 1 || from.size() > to.size()
            ? Optional.empty()
            : paths.roots(Hex.bytes(from.root()), from.size(), to.size(), path(proof.path()));
    if (!leadsTo(roots.map(TreePaths.Roots::before), from)) {
      failures.add(new Failure(Check.FIRST_ROOT, "the path does not lead to the first root"));
    }
    if (!leadsTo(roots.map(TreePaths.Roots::after), to)) {
      failures.add(new Failure(Check.SECOND_ROOT, "the path does not lead to the second root"));
    }
    if (from.size() == to.size() && !from.head().equals(to.head())) {
      failures.add(new Failure(Check.SAME_HEAD, "one size, but two ends of the chain"));
    }
  }

  private void check(Checkpoint checkpoint, List<Failure> failures) {
    if (!checkpoint.isSigned()) {
      failures.add(
          new Failure(
              Check.SIGNATURE,
              "the checkpoint of %d events is not signed by key %s"
                  .formatted(checkpoint.size(), checkpoint.key())));
    }
    if (!trusted.isEmpty() && !trusted.contains(checkpoint.publicKey())) {
      failures.add(
          new Failure(
              Check.KEY,
              "the checkpoint of %d events is by key %s, which is not trusted"
                  .formatted(checkpoint.size(), checkpoint.key())));
    }
  }

  private static boolean leadsTo(Optional<byte[]> root, Checkpoint checkpoint) {
    return root.filter(found -> Hex.of(found).equals(checkpoint.root())).isPresent();
  }

  private static List<byte[]> path(List<String> path) {
    return path.stream().map(Hex::bytes).toList();
  }
}
