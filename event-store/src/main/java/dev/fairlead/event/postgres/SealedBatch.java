package dev.fairlead.event.postgres;

import dev.fairlead.event.StreamAppend;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.postgres.PendingAppend.Encoded;
import dev.fairlead.signing.EventSigner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A batch with its place in the log: positions, hashes and the signature, all resting on one head.
 *
 * @param firsts the position of each append's first event
 * @param numbers the number of each stream
 */
@SuppressWarnings("ArrayRecordComponent")
record SealedBatch(
    Batch batch,
    Head head,
    Instant recordedAt,
    List<StoredEvent> events,
    List<Long> firsts,
    Map<StreamId, Long> numbers,
    byte[] signature) {

  /** Builds the chain on a head. {@code known} holds the numbers of streams that exist. */
  static SealedBatch on(
      Head head,
      Batch batch,
      Instant recordedAt,
      Map<StreamId, Long> known,
      EventSigner signer,
      CanonicalForm form) {
    List<StoredEvent> events = new ArrayList<>(batch.events());
    List<Long> firsts = new ArrayList<>(batch.appends().size());
    Map<StreamId, Long> numbers = new HashMap<>(known);
    byte[] previous = head.hash();
    long position = head.position();
    for (PendingAppend pending : batch.appends()) {
      firsts.add(position + 1);
      int part = 0;
      for (StreamAppend stream : pending.append().streams()) {
        numbers.putIfAbsent(stream.stream(), position + 1);
        long version = stream.expectedVersion();
        for (Encoded encoded : pending.events(part++)) {
          position++;
          version++;
          byte[] hash =
              form.hash(
                  position,
                  stream.stream(),
                  version,
                  encoded.event().id(),
                  recordedAt,
                  encoded.type(),
                  encoded.payload(),
                  previous);
          events.add(
              new StoredEvent(
                  position,
                  stream.stream(),
                  version,
                  encoded.event().id(),
                  recordedAt,
                  encoded.type(),
                  encoded.payload(),
                  previous,
                  hash));
          previous = hash;
        }
      }
    }
    byte[] message = form.seal(head.logId(), position, previous, head.epoch(), recordedAt);
    return new SealedBatch(
        batch, head, recordedAt, events, firsts, numbers, signer.sign(message).toArray());
  }

  /** The head after it. */
  Head after() {
    StoredEvent last = events.getLast();
    return new Head(head.logId(), last.position(), last.hash(), recordedAt, head.epoch());
  }
}
