package dev.fairlead.event.postgres;

import dev.fairlead.event.StreamId;
import dev.fairlead.event.Verdict.Broken;
import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.model.LogPosition;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was found in one stretch of the log, and what is needed to tell whether it fits to the
 * stretches before and after it.
 */
final class Segment {
  /** A stream's part in the stretch. */
  record Versions(long first, long firstPosition, long last) {}

  private final Map<StreamId, Versions> streams = new HashMap<>();
  private Optional<Broken> broken = Optional.empty();
  private Instant firstTime = Instant.MIN;
  private Instant lastTime = Instant.MIN;
  private long firstEpoch = Long.MIN_VALUE;
  private long lastEpoch = Long.MIN_VALUE;
  private long seals;

  /** Notes damage, and that the stretch was not looked at any further. */
  Segment breakAt(long position, Fault fault, String what) {
    broken = Optional.of(new Broken(new LogPosition(position), fault, what));
    return this;
  }

  Optional<Broken> broken() {
    return broken;
  }

  /** Notes an event's place in its stream; whether it follows the one before. */
  boolean follows(StoredEvent event) {
    Versions before = streams.get(event.stream());
    if (before == null) {
      streams.put(event.stream(), new Versions(event.version(), event.position(), event.version()));
      return true;
    }
    streams.put(
        event.stream(), new Versions(before.first(), before.firstPosition(), event.version()));
    return event.version() == before.last() + 1;
  }

  /** Notes an event's time; whether it is not before the one before. */
  boolean inTime(Instant time) {
    boolean fits = !time.isBefore(lastTime);
    if (firstTime.equals(Instant.MIN)) {
      firstTime = time;
    }
    lastTime = time;
    return fits;
  }

  /** Notes a seal's epoch; whether it is not before the one before. */
  boolean sealed(long epoch) {
    boolean fits = epoch >= lastEpoch;
    if (firstEpoch == Long.MIN_VALUE) {
      firstEpoch = epoch;
    }
    lastEpoch = epoch;
    seals++;
    return fits;
  }

  Map<StreamId, Versions> streams() {
    return streams;
  }

  Instant firstTime() {
    return firstTime;
  }

  Instant lastTime() {
    return lastTime;
  }

  long firstEpoch() {
    return firstEpoch;
  }

  long lastEpoch() {
    return lastEpoch;
  }

  long seals() {
    return seals;
  }
}
