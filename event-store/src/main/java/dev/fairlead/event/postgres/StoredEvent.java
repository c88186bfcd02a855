package dev.fairlead.event.postgres;

import dev.fairlead.event.EventId;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.codec.EventCodec;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Event;
import dev.fairlead.model.LogPosition;
import java.time.Instant;

/** An event as its row says, not understood yet. The arrays are never changed. */
@SuppressWarnings("ArrayRecordComponent")
record StoredEvent(
    long position,
    StreamId stream,
    long version,
    EventId id,
    Instant recordedAt,
    String type,
    byte[] payload,
    byte[] previous,
    byte[] hash) {

  /** Understood. */
  RecordedEvent decoded() {
    return with(EventCodec.decode(stream, type, Bytes.wrap(payload)));
  }

  /** Understood already by its writer. */
  RecordedEvent with(Event event) {
    return new RecordedEvent(
        new LogPosition(position),
        stream,
        version,
        id,
        recordedAt,
        type,
        Bytes.wrap(payload),
        event,
        Bytes32.wrap(previous),
        Bytes32.wrap(hash));
  }
}
