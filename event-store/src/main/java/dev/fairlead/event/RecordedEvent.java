package dev.fairlead.event;

import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Event;
import dev.fairlead.model.LogPosition;
import java.time.Instant;

/**
 * An event as it stands in the log. {@code hash} covers every other field but {@code event}, which
 * is what {@code payload} says, and so all of the log before it.
 */
public record RecordedEvent(
    LogPosition position,
    StreamId stream,
    long version,
    EventId id,
    Instant recordedAt,
    String type,
    Bytes payload,
    Event event,
    Bytes32 previous,
    Bytes32 hash) {}
