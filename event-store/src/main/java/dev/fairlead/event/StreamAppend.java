package dev.fairlead.event;

import java.util.List;

/**
 * Events for the end of one stream, which must stand at {@code expectedVersion} (0: must be new).
 */
public record StreamAppend(StreamId stream, long expectedVersion, List<NewEvent> events) {
  public StreamAppend {
    events = List.copyOf(events);
    if (expectedVersion < 0) {
      throw new IllegalArgumentException("a version is never negative: " + expectedVersion);
    }
    if (events.isEmpty()) {
      throw new IllegalArgumentException("nothing to append to " + stream);
    }
  }
}
