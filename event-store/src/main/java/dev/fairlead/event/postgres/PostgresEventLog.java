package dev.fairlead.event.postgres;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.LogHead;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.Subscription;
import dev.fairlead.model.LogPosition;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The log on PostgreSQL: one appender, many readers. */
final class PostgresEventLog implements EventLog {
  private final Appender appender;
  private final LogReader reader;
  private final IntentOwners owners;
  private final Tail tail;
  private final Hints hints;
  private final long maxLag;
  private final EventStoreObserver observer;

  PostgresEventLog(
      Appender appender,
      LogReader reader,
      Tail tail,
      Hints hints,
      long maxLag,
      EventStoreObserver observer) {
    this.appender = appender;
    this.reader = reader;
    this.owners = new IntentOwners(reader);
    this.tail = tail;
    this.hints = hints;
    this.maxLag = maxLag;
    this.observer = observer;
  }

  @Override
  public AppendResult append(Append append) {
    return appender.append(append);
  }

  @Override
  public LogHead head() {
    return reader.head().toLogHead();
  }

  @Override
  public LogPosition known() {
    return new LogPosition(tail.head());
  }

  @Override
  public List<RecordedEvent> read(
      Collection<StreamId> streams, LogPosition after, LogPosition upTo, int limit) {
    return streams.isEmpty()
        ? List.of()
        : reader.streams(streams, after.value(), upTo.value(), limit).stream()
            .map(StoredEvent::decoded)
            .toList();
  }

  @Override
  public List<StreamId> streams(String kind) {
    return reader.streams(kind);
  }

  @Override
  public List<StreamId> begun(String kind, LogPosition after) {
    return reader.begun(kind, after.value());
  }

  @Override
  public List<RecordedEvent> read(StreamId stream) {
    return read(stream, new LogPosition(Long.MAX_VALUE));
  }

  @Override
  public List<RecordedEvent> read(StreamId stream, LogPosition upTo) {
    return reader.stream(stream, upTo.value()).stream().map(StoredEvent::decoded).toList();
  }

  @Override
  public List<RecordedEvent> last(StreamId stream, LogPosition upTo, int limit) {
    return reader.last(stream, upTo.value(), limit).stream().map(StoredEvent::decoded).toList();
  }

  @Override
  public List<RecordedEvent> readAll(LogPosition after, int limit) {
    return reader.after(after.value(), limit).stream().map(StoredEvent::decoded).toList();
  }

  @Override
  public Subscription subscribe(LogPosition after, EventFilter filter) {
    return new PostgresSubscription(reader, owners, tail, after, filter, maxLag, observer);
  }

  @Override
  public Optional<LogPosition> positionAt(Instant time) {
    return reader.positionAt(time).map(LogPosition::new);
  }

  @Override
  public void close() {
    appender.close();
    tail.close();
    hints.close();
  }
}
