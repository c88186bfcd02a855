package dev.fairlead.event.postgres;

import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.model.Bytes;
import dev.fairlead.signing.EventVerifier;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * Checks one stretch of the log: every hash from the bytes as stored, that each event follows the
 * one before it, and every commit's seal. For one thread.
 */
final class SegmentCheck {
  private final UUID logId;
  private final KeyRing keys;
  private final CanonicalForm form = new CanonicalForm();

  SegmentCheck(UUID logId, KeyRing keys) {
    this.logId = logId;
    this.keys = keys;
  }

  /** Checks the events after one position and up to another. */
  Segment check(StretchRows rows, long after, long upTo) throws SQLException {
    Segment segment = new Segment();
    byte[] previous = after == 0 ? form.genesis(logId) : rows.hashAt(after);
    Optional<StoredSeal> seal = Optional.empty();
    long sealedUpTo = rows.sealedBefore(after);
    for (long expected = after + 1; expected <= upTo; expected++) {
      Optional<StoredEvent> found = rows.nextEvent();
      if (found.isEmpty() || found.get().position() != expected) {
        return segment.breakAt(expected, Fault.GAP, "the event is missing");
      }
      StoredEvent event = found.get();
      if (seal.isEmpty() || seal.get().position() < expected) {
        seal = rows.nextSeal();
        if (seal.isEmpty()) {
          return segment.breakAt(expected, Fault.SEAL_MISSING, "no seal covers the event");
        }
        if (seal.get().first() != sealedUpTo + 1) {
          return segment.breakAt(
              sealedUpTo + 1,
              Fault.SEAL_MISSING,
              "the seal at %d begins at %d, the one before it ends at %d"
                  .formatted(seal.get().position(), seal.get().first(), sealedUpTo));
        }
        sealedUpTo = seal.get().position();
      }
      if (eventIsBroken(segment, event, previous, seal.get())
          || (seal.get().position() == expected && sealIsBroken(segment, event, seal.get()))) {
        return segment;
      }
      previous = event.hash();
    }
    return segment;
  }

  private boolean eventIsBroken(
      Segment segment, StoredEvent event, byte[] previous, StoredSeal seal) {
    long position = event.position();
    if (!Arrays.equals(event.previous(), previous)) {
      segment.breakAt(
          position, Fault.CHAIN, "it does not follow the event before it: another previous hash");
    } else if (!Arrays.equals(form.hash(event), event.hash())) {
      segment.breakAt(position, Fault.CONTENT, "its content is not what its hash was made for");
    } else if (!segment.follows(event)) {
      segment.breakAt(
          position,
          Fault.STREAM_VERSION,
          "version %d of %s does not follow the one before"
              .formatted(event.version(), event.stream()));
    } else if (!event.recordedAt().equals(seal.recordedAt())) {
      segment.breakAt(
          position,
          Fault.TIME,
          "recorded at %s, but its commit at %s".formatted(event.recordedAt(), seal.recordedAt()));
    } else if (!segment.inTime(event.recordedAt())) {
      segment.breakAt(
          position,
          Fault.TIME,
          "recorded at %s, before the last one".formatted(event.recordedAt()));
    }
    return segment.broken().isPresent();
  }

  private boolean sealIsBroken(Segment segment, StoredEvent last, StoredSeal seal) {
    long position = seal.position();
    Optional<EventVerifier> verifier = keys.at(seal.key(), position);
    if (verifier.isEmpty()) {
      segment.breakAt(
          position, Fault.KEY, "sealed by key " + seal.key() + ", which is not valid here");
    } else if (!verifier
        .get()
        .verifies(
            form.seal(logId, position, last.hash(), seal.epoch(), seal.recordedAt()),
            Bytes.of(seal.signature()))) {
      segment.breakAt(
          position, Fault.SEAL, "the signature by key " + seal.key() + " is not over this log");
    } else if (!segment.sealed(seal.epoch())) {
      segment.breakAt(position, Fault.SEAL, "epoch %d after a later one".formatted(seal.epoch()));
    }
    return segment.broken().isPresent();
  }
}
