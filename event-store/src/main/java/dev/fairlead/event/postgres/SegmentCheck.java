package dev.fairlead.event.postgres;

import dev.fairlead.event.Verdict.Broken;
import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.event.proof.TreeHash;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.LogPosition;
import dev.fairlead.signing.EventVerifier;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Checks one stretch of the log: every hash from the bytes as stored, that each event follows the
 * one before it, every commit's seal, the stored nodes of the tree, and the checkpoints that end in
 * the stretch, as far as it can tell alone. For one thread.
 */
final class SegmentCheck {
  private final VerifyScope scope;
  private final StoredTree tree;
  private final Deque<Vouched.Said> said;
  private final CanonicalForm form = new CanonicalForm();
  private final TreeHash hash = new TreeHash();
  private final Segment segment;

  SegmentCheck(VerifyScope scope, StoredTree tree, List<Vouched.Said> said) {
    this.scope = scope;
    this.tree = tree;
    this.said = new ArrayDeque<>(said);
    this.segment = new Segment(scope.print(), scope.indexed());
  }

  /**
   * Checks the events after one position, where a subtree of this size may begin, up to another.
   */
  Segment check(StretchRows rows, long after, long upTo) throws SQLException {
    byte[] previous = after == 0 ? form.genesis(scope.head().logId()) : rows.hashBefore();
    Optional<StoredSeal> seal = Optional.empty();
    long sealedUpTo = rows.sealedBefore();
    for (long expected = after + 1; expected <= upTo; expected++) {
      Optional<RawEvent> found;
      try {
        found = rows.nextEvent();
      } catch (NullColumn e) {
        return segment.breakAt(expected, Fault.CONTENT, "a column is null that can't be");
      }
      boolean missing = found.isEmpty() || found.get().position() != expected;
      if (missing && scope.has(LogCheck.GAP_FREE)) {
        return segment.breakAt(expected, Fault.GAP, "the event is missing");
      }
      if (found.isEmpty()) {
        break;
      }
      RawEvent event = found.get();
      expected = event.position();
      if (seal.isEmpty() || seal.get().position() < expected) {
        seal = rows.nextSeal();
        if (sealsAreBroken(expected, seal, sealedUpTo)) {
          return segment;
        }
        sealedUpTo = seal.map(StoredSeal::position).orElse(sealedUpTo);
      }
      if (eventIsBroken(event, previous)
          || (seal.isPresent() && commitIsBroken(event, seal.get()))) {
        return segment;
      }
      previous = event.hash();
      if (treeIsBroken(after, previous)) {
        return segment;
      }
      mark(expected, previous);
    }
    return segment;
  }

  private boolean sealsAreBroken(long position, Optional<StoredSeal> seal, long sealedUpTo) {
    if (seal.isEmpty()) {
      if (scope.has(LogCheck.SEALED)) {
        segment.breakAt(position, Fault.SEAL_MISSING, "no seal covers the event");
      }
    } else if (seal.get().first() != sealedUpTo + 1 && scope.has(LogCheck.SEALS_ADJACENT)) {
      segment.breakAt(
          sealedUpTo + 1,
          Fault.SEAL_MISSING,
          "the seal at %d begins at %d, the one before it ends at %d"
              .formatted(seal.get().position(), seal.get().first(), sealedUpTo));
    }
    return segment.broken().isPresent();
  }

  private boolean eventIsBroken(RawEvent event, byte[] previous) {
    long position = event.position();
    StreamName stream = new StreamName(event.kind(), event.id());
    if (!Arrays.equals(event.previous(), previous) && scope.has(LogCheck.CHAINED)) {
      segment.breakAt(
          position, Fault.CHAIN, "it does not follow the event before it: another previous hash");
    } else if (!Arrays.equals(form.hash(event), event.hash()) && scope.has(LogCheck.CONTENT)) {
      segment.breakAt(position, Fault.CONTENT, "its content is not what its hash was made for");
    } else if (!segment.follows(stream, event) && scope.has(LogCheck.VERSIONS_WITHIN)) {
      segment.breakAt(
          position,
          Fault.STREAM_VERSION,
          "version %d of %s does not follow the one before".formatted(event.version(), stream));
    } else if (!segment.inTime(position, event.micros()) && scope.has(LogCheck.TIME_WITHIN)) {
      segment.breakAt(
          position,
          Fault.TIME,
          "recorded at %s, before the last one".formatted(instant(event.micros())));
    }
    return segment.broken().isPresent();
  }

  private boolean commitIsBroken(RawEvent event, StoredSeal seal) {
    if (event.micros() != seal.micros() && scope.has(LogCheck.COMMIT_TIME)) {
      segment.breakAt(
          event.position(),
          Fault.TIME,
          "recorded at %s, but its commit at %s"
              .formatted(instant(event.micros()), instant(seal.micros())));
    }
    return segment.broken().isPresent()
        || (seal.position() == event.position() && sealIsBroken(event, seal));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private boolean sealIsBroken(RawEvent last, StoredSeal seal) {
    long position = seal.position();
    Optional<EventVerifier> verifier = scope.keys().at(seal.key(), position);
    if (verifier.isEmpty() && scope.has(LogCheck.SEAL_KEY)) {
      segment.breakAt(
          position, Fault.KEY, "sealed by " + scope.keys().trouble(seal.key(), position));
    } else if (verifier.isPresent()
        && scope.has(LogCheck.SEAL_SIGNATURE)
        && !verifier.get().verifies(message(last, seal), Bytes.of(seal.signature()))) {
      segment.breakAt(
          position, Fault.SEAL, "the signature by key " + seal.key() + " is not over this log");
    } else if (!segment.sealed(position, seal.epoch()) && scope.has(LogCheck.EPOCH_WITHIN)) {
      segment.breakAt(position, Fault.SEAL, "epoch %d after a later one".formatted(seal.epoch()));
    }
    return segment.broken().isPresent();
  }

  private byte[] message(RawEvent last, StoredSeal seal) {
    return form.seal(
        scope.head().logId(), seal.position(), last.hash(), seal.epoch(), seal.micros());
  }

  private boolean treeIsBroken(long after, byte[] eventHash) {
    segment
        .leaves()
        .add(
            0,
            hash.leaf(eventHash),
            (level, index, root) -> {
              long there = index + (after >> level);
              if (segment.broken().isEmpty()
                  && !tree.agrees(level, there, root)
                  && scope.has(LogCheck.TREE_WITHIN)) {
                segment.breakAt((there << level) + 1, Fault.TREE, treeTrouble(level, there));
              }
            });
    return segment.broken().isPresent();
  }

  static String treeTrouble(int level, long index) {
    return "the stored node of the tree over positions %d to %d is not that of the events"
        .formatted((index << level) + 1, (index + 1) << level);
  }

  private void mark(long size, byte[] head) {
    while (!said.isEmpty() && said.peek().checkpoint().size() == size) {
      Vouched.Said next = said.poll();
      segment.mark(next, head, trouble(next));
    }
  }

  private Optional<Broken> trouble(Vouched.Said next) {
    Checkpoint checkpoint = next.checkpoint();
    LogPosition position = new LogPosition(checkpoint.size());
    String whose = "the checkpoint of %d events in %s ".formatted(checkpoint.size(), next.by());
    KeyRing keys = scope.keys();
    if (!checkpoint.log().equals(scope.head().logId()) && scope.has(LogCheck.CHECKPOINT_LOG)) {
      return Optional.of(
          new Broken(position, Fault.CHECKPOINT, whose + "is of log " + checkpoint.log()));
    }
    if (scope.has(LogCheck.CHECKPOINT_SIGNATURE) && !checkpoint.isSigned()) {
      return Optional.of(
          new Broken(position, Fault.CHECKPOINT, whose + "is not signed by its own key"));
    }
    if (scope.has(LogCheck.CHECKPOINT_KEY)
        && keys.at(checkpoint.key(), checkpoint.size()).isEmpty()) {
      return Optional.of(
          new Broken(
              position,
              Fault.KEY,
              whose + "is signed by " + keys.trouble(checkpoint.key(), checkpoint.size())));
    }
    return Optional.empty();
  }
}
