package dev.fairlead.event;

import java.util.Set;

/**
 * Which events a reader wants; an empty set stands for all. An event must pass every set.
 *
 * @param kinds kinds of streams, such as {@code intent}
 * @param streams single streams
 * @param types stored type names, such as {@code intent.accepted.v1}
 */
public record EventFilter(Set<String> kinds, Set<StreamId> streams, Set<String> types) {
  public EventFilter {
    kinds = Set.copyOf(kinds);
    streams = Set.copyOf(streams);
    types = Set.copyOf(types);
  }

  /** All events. */
  public static EventFilter all() {
    return new EventFilter(Set.of(), Set.of(), Set.of());
  }

  /** The events of one kind of stream. */
  public static EventFilter kind(String kind) {
    return new EventFilter(Set.of(kind), Set.of(), Set.of());
  }

  /** The events of one stream. */
  public static EventFilter stream(StreamId stream) {
    return new EventFilter(Set.of(), Set.of(stream), Set.of());
  }

  /** Whether an event of this stream and type passes. */
  public boolean admits(StreamId stream, String type) {
    return (kinds.isEmpty() || kinds.contains(stream.kind()))
        && (streams.isEmpty() || streams.contains(stream))
        && (types.isEmpty() || types.contains(type));
  }
}
