package dev.fairlead.event.postgres;

import dev.fairlead.event.StreamAppend;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.postgres.PendingAppend.Encoded;
import dev.fairlead.event.postgres.StreamPlaces.Place;
import dev.fairlead.signing.EventSigner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A batch with its place in the log: positions, hashes and the signature, all resting on one head.
 *
 * @param streams the number of each event's stream
 * @param firsts the position of each append's first event
 * @param places where the streams will stand
 */
@SuppressWarnings("ArrayRecordComponent")
record SealedBatch(
    Batch batch,
    Head head,
    Instant recordedAt,
    List<StoredEvent> events,
    long[] streams,
    List<Long> firsts,
    Map<StreamId, Place> places,
    String key,
    byte[] signature) {

  /** Builds the chain on a head; of the streams that exist their places are known. */
  static SealedBatch on(
      Head head,
      Batch batch,
      Instant recordedAt,
      StreamPlaces known,
      EventSigner signer,
      CanonicalForm form) {
    List<StoredEvent> events = new ArrayList<>(batch.events());
    List<Long> firsts = new ArrayList<>(batch.appends().size());
    long[] streams = new long[batch.events()];
    Map<StreamId, Place> places = HashMap.newHashMap(batch.changes().size());
    byte[] previous = head.hash();
    long position = head.position();
    for (PendingAppend pending : batch.appends()) {
      firsts.add(position + 1);
      int part = 0;
      for (StreamAppend stream : pending.append().streams()) {
        long version = stream.expectedVersion();
        long number = version == 0 ? position + 1 : number(stream.stream(), places, known);
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
          streams[events.size()] = number;
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
        places.put(stream.stream(), new Place(number, version));
      }
    }
    byte[] message = form.seal(head.logId(), position, previous, head.epoch(), recordedAt);
    return new SealedBatch(
        batch,
        head,
        recordedAt,
        events,
        streams,
        firsts,
        places,
        signer.key(),
        signer.sign(message).toArray());
  }

  private static long number(StreamId stream, Map<StreamId, Place> places, StreamPlaces known) {
    Place here = places.get(stream);
    return here == null ? known.number(stream) : here.number();
  }

  /** The head after it. */
  Head after() {
    StoredEvent last = events.getLast();
    return new Head(head.logId(), last.position(), last.hash(), recordedAt, head.epoch());
  }
}
