package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.DatabaseFailure.reading;
import static dev.fairlead.event.postgres.schema.Tables.EVENT;
import static dev.fairlead.event.postgres.schema.Tables.EVENT_KEY;
import static dev.fairlead.event.postgres.schema.Tables.LOG_HEAD;
import static dev.fairlead.event.postgres.schema.Tables.SEAL;
import static dev.fairlead.event.postgres.schema.Tables.STREAM;

import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventId;
import dev.fairlead.event.StreamId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Reads rows of the log; nothing here understands a payload. Safe for use by many threads. */
final class LogReader {
  private final DSLContext database;

  LogReader(DSLContext database) {
    this.database = database;
  }

  Head head() {
    return reading(
        "reading the head",
        () ->
            database
                .selectFrom(LOG_HEAD)
                .fetchSingle(row ->
                    new Head(
                        row.get(LOG_HEAD.LOG_ID),
                        row.get(LOG_HEAD.POSITION),
                        row.get(LOG_HEAD.HASH),
                        row.get(LOG_HEAD.RECORDED_AT).toInstant(),
                        row.get(LOG_HEAD.EPOCH))));
  }

  /** A stream's events up to a position. */
  List<StoredEvent> stream(StreamId stream, long upTo) {
    return reading(
        "reading " + stream,
        () -> {
          List<Long> positions = positions(List.of(stream), 0, upTo, Integer.MAX_VALUE);
          return positions.isEmpty() ? List.of() : at(positions);
        });
  }

  /** Events after a position, in order. */
  List<StoredEvent> after(long position, int limit) {
    return reading(
        "reading the log",
        () ->
            database
                .selectFrom(EVENT)
                .where(EVENT.POSITION.gt(position))
                .orderBy(EVENT.POSITION)
                .limit(limit)
                .fetch(LogReader::event));
  }

  /** Events after one position and up to another that pass a filter, in order. */
  List<StoredEvent> after(long position, long upTo, EventFilter filter, int limit) {
    return reading(
        "reading the log",
        () -> {
          if (!filter.streams().isEmpty()) {
            List<Long> positions = positions(filter.streams(), position, upTo, limit);
            return positions.isEmpty() ? List.of() : at(positions);
          }
          Condition wanted = EVENT.POSITION.gt(position).and(EVENT.POSITION.le(upTo));
          if (!filter.kinds().isEmpty()) {
            wanted = wanted.and(EVENT.STREAM_KIND.in(filter.kinds()));
          }
          if (!filter.types().isEmpty()) {
            wanted = wanted.and(EVENT.TYPE.in(filter.types()));
          }
          return database
              .selectFrom(EVENT)
              .where(wanted)
              .orderBy(EVENT.POSITION)
              .limit(limit)
              .fetch(LogReader::event);
        });
  }

  /** Where the events of some streams stand; a stream's name leads to its number, that to these. */
  private List<Long> positions(Iterable<StreamId> streams, long after, long upTo, int limit) {
    Condition named = DSL.noCondition();
    for (StreamId stream : streams) {
      named = named.or(STREAM.KIND.eq(stream.kind()).and(STREAM.ID.eq(stream.id())));
    }
    return database
        .select(EVENT_KEY.POSITION)
        .from(STREAM)
        .join(EVENT_KEY)
        .on(EVENT_KEY.STREAM.eq(STREAM.STREAM_))
        .where(named)
        .and(EVENT_KEY.POSITION.gt(after))
        .and(EVENT_KEY.POSITION.le(upTo))
        .orderBy(EVENT_KEY.POSITION)
        .limit(limit)
        .fetch(EVENT_KEY.POSITION);
  }

  /** The bounds let the planner leave out all other chunks. */
  private List<StoredEvent> at(List<Long> positions) {
    return database
        .selectFrom(EVENT)
        .where(EVENT.POSITION.eq(DSL.any(positions.toArray(Long[]::new))))
        .and(EVENT.POSITION.between(positions.getFirst(), positions.getLast()))
        .orderBy(EVENT.POSITION)
        .fetch(LogReader::event);
  }

  /** The events with these ids. */
  List<StoredEvent> byIds(List<EventId> ids) {
    List<Long> positions =
        new ArrayList<>(
            database
                .select(EVENT_KEY.POSITION)
                .from(EVENT_KEY)
                .where(
                    EVENT_KEY.EVENT_ID.eq(
                        DSL.any(ids.stream().map(EventId::value).toArray(UUID[]::new))))
                .orderBy(EVENT_KEY.POSITION)
                .fetch(EVENT_KEY.POSITION));
    return positions.isEmpty() ? List.of() : at(positions);
  }

  /** The last position recorded at or before an instant. */
  Optional<Long> positionAt(Instant time) {
    OffsetDateTime bound = OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    return reading(
        "reading the log's times",
        () ->
            database
                .select(SEAL.POSITION)
                .from(SEAL)
                .where(SEAL.RECORDED_AT.le(bound))
                .orderBy(SEAL.RECORDED_AT.desc(), SEAL.POSITION.desc())
                .limit(1)
                .fetchOptional(SEAL.POSITION));
  }

  private static StoredEvent event(Record row) {
    return new StoredEvent(
        row.get(EVENT.POSITION),
        new StreamId(row.get(EVENT.STREAM_KIND), row.get(EVENT.STREAM_ID)),
        row.get(EVENT.VERSION),
        new EventId(row.get(EVENT.EVENT_ID)),
        row.get(EVENT.RECORDED_AT).toInstant(),
        row.get(EVENT.TYPE),
        row.get(EVENT.PAYLOAD),
        row.get(EVENT.PREVIOUS),
        row.get(EVENT.HASH));
  }
}
