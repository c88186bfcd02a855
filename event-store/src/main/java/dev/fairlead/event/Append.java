package dev.fairlead.event;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Events for one or more streams and the claims they rest on: all are written, or none is. */
public record Append(List<StreamAppend> streams, List<Claim> claims) {
  public Append {
    streams = List.copyOf(streams);
    claims = List.copyOf(claims);
    if (streams.isEmpty()) {
      throw new IllegalArgumentException("an append has at least one stream");
    }
    Set<StreamId> names = new HashSet<>();
    Set<EventId> ids = new HashSet<>();
    for (StreamAppend part : streams) {
      if (!names.add(part.stream())) {
        throw new IllegalArgumentException(part.stream() + " is named twice");
      }
      for (NewEvent event : part.events()) {
        if (!ids.add(event.id())) {
          throw new IllegalArgumentException("event " + event.id() + " is named twice");
        }
      }
    }
    Set<Object> keys = new HashSet<>();
    for (Claim claim : claims) {
      if (!keys.add(claim.target())) {
        throw new IllegalArgumentException(claim.target() + " is claimed twice");
      }
    }
  }

  /** Events for one stream, without a claim. */
  public static Append to(StreamId stream, long expectedVersion, NewEvent... events) {
    return new Append(
        List.of(new StreamAppend(stream, expectedVersion, List.of(events))), List.of());
  }

  /** This append, resting on one more claim. */
  public Append claiming(Claim claim) {
    List<Claim> all = new ArrayList<>(claims);
    all.add(claim);
    return new Append(streams, all);
  }

  /** How many events it writes. */
  public int size() {
    int size = 0;
    for (StreamAppend part : streams) {
      size += part.events().size();
    }
    return size;
  }
}
