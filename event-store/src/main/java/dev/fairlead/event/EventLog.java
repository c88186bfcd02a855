package dev.fairlead.event;

import dev.fairlead.model.LogPosition;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The log: append-only, in one gap-free order that is the order of commits, also when several nodes
 * write to one database. Safe for use by many threads.
 *
 * <p>Failures of the surroundings are {@link EventStoreException}s.
 */
public interface EventLog extends AutoCloseable {
  /**
   * Writes the events if the streams stand where expected and the claims are free. Returns when
   * they are durable. Many callers share one commit.
   *
   * <p>An interrupt does not withdraw what is on its way: the call returns its result with the
   * thread's interrupt status set.
   */
  AppendResult append(Append append);

  /** The end of the log now. */
  LogHead head();

  /**
   * The end of the log as far as this node has heard: from memory, all of its own appends in it.
   */
  LogPosition known();

  /** A stream from its beginning; empty when there is none. */
  List<RecordedEvent> read(StreamId stream);

  /** A stream as it was at a position. */
  List<RecordedEvent> read(StreamId stream, LogPosition upTo);

  /** The last {@code limit} events of a stream as it was at a position, newest first. */
  List<RecordedEvent> last(StreamId stream, LogPosition upTo, int limit);

  /** Up to {@code limit} events of some streams after a position and up to another, in order. */
  List<RecordedEvent> read(
      Collection<StreamId> streams, LogPosition after, LogPosition upTo, int limit);

  /** The streams of a kind that has few: one a node, one a chain. */
  List<StreamId> streams(String kind);

  /** The streams of a kind that began after a position, oldest first. */
  List<StreamId> begun(String kind, LogPosition after);

  /** Up to {@code limit} events of the whole log after a position, in order. */
  List<RecordedEvent> readAll(LogPosition after, int limit);

  /** Follows the log from after a position. */
  Subscription subscribe(LogPosition after, EventFilter filter);

  /** The last position that was recorded at or before an instant; none before the first event. */
  Optional<LogPosition> positionAt(Instant time);

  @Override
  void close();
}
