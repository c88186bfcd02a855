package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.DatabaseFailure.reading;
import static dev.fairlead.event.postgres.schema.Tables.EVENT;
import static dev.fairlead.event.postgres.schema.Tables.EVENT_KEY;
import static dev.fairlead.event.postgres.schema.Tables.INTENT_INDEX;
import static dev.fairlead.event.postgres.schema.Tables.LOG_HEAD;
import static dev.fairlead.event.postgres.schema.Tables.SEAL;
import static dev.fairlead.event.postgres.schema.Tables.STREAM;

import dev.fairlead.event.DamagedEvent;
import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventId;
import dev.fairlead.event.StreamId;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.StrategyId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.ResultQuery;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads rows of the log; nothing here understands a payload. Safe for use by many threads. */
final class LogReader {
  private static final List<Field<?>> COLUMNS =
      List.of(
          EVENT.POSITION,
          EVENT.STREAM_KIND,
          EVENT.STREAM_ID,
          EVENT.VERSION,
          EVENT.EVENT_ID,
          EVENT.RECORDED_AT,
          EVENT.TYPE,
          EVENT.PAYLOAD,
          EVENT.PREVIOUS,
          EVENT.HASH);

  private final DSLContext database;

  LogReader(DSLContext database) {
    this.database = database;
  }

  Head head() {
    return reading(
        "reading the head", () -> database.selectFrom(LOG_HEAD).fetchSingle(LogReader::head));
  }

  /** The head of a log that nobody vouches for: nothing unless there is one, and one alone. */
  Optional<Head> headIfSound() {
    List<Head> heads =
        reading(
            "reading the head",
            () ->
                database.selectFrom(LOG_HEAD).where("log_head IS NOT NULL").fetch(LogReader::head));
    return heads.size() == 1 ? Optional.of(heads.getFirst()) : Optional.empty();
  }

  private static Head head(Record row) {
    return new Head(
        row.get(LOG_HEAD.LOG_ID),
        row.get(LOG_HEAD.POSITION),
        row.get(LOG_HEAD.HASH),
        row.get(LOG_HEAD.RECORDED_AT).toInstant(),
        row.get(LOG_HEAD.EPOCH));
  }

  /** The events of some streams after a position and up to another. */
  List<StoredEvent> streams(Collection<StreamId> streams, long after, long upTo, int limit) {
    return reading(
        "reading streams",
        () -> {
          List<Long> positions = positions(streams, after, upTo, limit);
          return positions.isEmpty() ? List.of() : at(positions);
        });
  }

  /** The streams of a kind. */
  List<StreamId> streams(String kind) {
    return reading(
        "reading the streams of kind " + kind,
        () ->
            database
                .select(STREAM.ID)
                .from(STREAM)
                .where(STREAM.KIND.eq(kind))
                .orderBy(STREAM.ID)
                .fetch(row -> new StreamId(kind, row.value1())));
  }

  /** The streams of a kind that began after a position; a stream's number is where it began. */
  List<StreamId> begun(String kind, long after) {
    return reading(
        "reading the newer streams of kind " + kind,
        () ->
            database
                .select(STREAM.ID)
                .from(STREAM)
                .where(STREAM.KIND.eq(kind))
                .and(STREAM.STREAM_.gt(after))
                .orderBy(STREAM.STREAM_)
                .fetch(row -> new StreamId(kind, row.value1())));
  }

  /** A stream's events up to a position. */
  List<StoredEvent> stream(StreamId stream, long upTo) {
    return reading(
        "reading " + stream,
        () -> {
          List<Long> positions =
              positions(stream, upTo).orderBy(EVENT_KEY.POSITION).fetch(EVENT_KEY.POSITION);
          return positions.isEmpty() ? List.of() : at(positions);
        });
  }

  /** A stream's last events up to a position, newest first. */
  List<StoredEvent> last(StreamId stream, long upTo, int limit) {
    return reading(
        "reading the end of " + stream,
        () -> {
          List<Long> positions =
              positions(stream, upTo)
                  .orderBy(EVENT_KEY.VERSION.desc())
                  .limit(limit)
                  .fetch(EVENT_KEY.POSITION);
          return positions.isEmpty() ? List.of() : at(positions.reversed()).reversed();
        });
  }

  /** Where the events of one stream stand, asked so that the server keeps its plan. */
  private SelectConditionStep<Record1<Long>> positions(StreamId stream, long upTo) {
    return database
        .select(EVENT_KEY.POSITION)
        .from(STREAM)
        .join(EVENT_KEY)
        .on(EVENT_KEY.STREAM.eq(STREAM.STREAM_))
        .where(STREAM.KIND.eq(stream.kind()))
        .and(STREAM.ID.eq(stream.id()))
        .and(EVENT_KEY.POSITION.le(upTo));
  }

  /**
   * All events of the streams of a kind, of which there are few, up to a position, in order, or up
   * to one that is none; not those of a stream that begins just now. Asked in two steps: a server
   * without statistics yet thinks that there are many, and would go through the keys of the whole
   * log.
   */
  List<StoredEvent> ofKind(String kind, long upTo) {
    return reading(
        "reading streams of kind " + kind,
        () -> {
          List<Long> streams =
              database
                  .select(STREAM.STREAM_)
                  .from(STREAM)
                  .where(STREAM.KIND.eq(kind))
                  .fetch(STREAM.STREAM_);
          List<Long> positions =
              database
                  .select(EVENT_KEY.POSITION)
                  .from(EVENT_KEY)
                  .where(EVENT_KEY.STREAM.eq(DSL.any(streams.toArray(Long[]::new))))
                  .and(EVENT_KEY.POSITION.le(upTo))
                  .orderBy(EVENT_KEY.POSITION)
                  .fetch(EVENT_KEY.POSITION);
          return positions.isEmpty() ? List.of() : whole(positions);
        });
  }

  /** Up to the first row that is no event. */
  private List<StoredEvent> whole(List<Long> positions) {
    List<StoredEvent> events = new ArrayList<>();
    try (ResultSet rows = query(positions).fetchResultSet()) {
      while (rows.next()) {
        events.add(event(rows));
      }
    } catch (IllegalArgumentException e) {
      return events;
    } catch (SQLException e) {
      throw DatabaseFailure.toException("reading events", e);
    }
    return events;
  }

  /** Events after a position, in order. */
  List<StoredEvent> after(long position, int limit) {
    return reading(
        "reading the log",
        () ->
            events(
                database
                    .select(COLUMNS)
                    .from(EVENT)
                    .where(EVENT.POSITION.gt(position))
                    .orderBy(EVENT.POSITION)
                    .limit(limit)));
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
          return events(
              database
                  .select(COLUMNS)
                  .from(EVENT)
                  .where(wanted)
                  .orderBy(EVENT.POSITION)
                  .limit(limit));
        });
  }

  /** The first events of some streams of one kind; a stream's number is its first position. */
  List<StoredEvent> firsts(String kind, List<String> ids) {
    return reading(
        "reading the beginnings of streams",
        () -> {
          List<Long> positions =
              database
                  .select(STREAM.STREAM_)
                  .from(STREAM)
                  .where(STREAM.KIND.eq(kind))
                  .and(STREAM.ID.eq(DSL.any(ids.toArray(String[]::new))))
                  .orderBy(STREAM.STREAM_)
                  .fetch(STREAM.STREAM_);
          return positions.isEmpty() ? List.of() : at(positions);
        });
  }

  /** What the index of intents says of one. */
  Optional<IntentOwners.Owner> indexed(IntentId intent) {
    return reading(
        "reading whose an intent is",
        () ->
            database
                .select(INTENT_INDEX.STRATEGY, INTENT_INDEX.CHAIN)
                .from(INTENT_INDEX)
                .where(INTENT_INDEX.INTENT.eq(intent.value()))
                .fetchOptional(row ->
                    new IntentOwners.Owner(
                        new StrategyId(row.value1()), new ChainId(row.value2()))));
  }

  /** Where the events of some streams stand; a stream's name leads to its number, that to these. */
  private List<Long> positions(Iterable<StreamId> streams, long after, long upTo, int limit) {
    Map<String, List<String>> idsByKind = new LinkedHashMap<>();
    for (StreamId stream : streams) {
      idsByKind.computeIfAbsent(stream.kind(), _ -> new ArrayList<>()).add(stream.id());
    }
    Condition named = DSL.noCondition();
    for (Map.Entry<String, List<String>> ids : idsByKind.entrySet()) {
      named =
          named.or(
              STREAM
                  .KIND
                  .eq(ids.getKey())
                  .and(STREAM.ID.eq(DSL.any(ids.getValue().toArray(String[]::new)))));
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

  private List<StoredEvent> at(List<Long> positions) {
    return events(query(positions));
  }

  /** The bounds let the planner leave out all other chunks. */
  private ResultQuery<?> query(List<Long> positions) {
    return database
        .select(COLUMNS)
        .from(EVENT)
        .where(EVENT.POSITION.eq(DSL.any(positions.toArray(Long[]::new))))
        .and(EVENT.POSITION.between(positions.getFirst(), positions.getLast()))
        .orderBy(EVENT.POSITION);
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

  /**
   * The last position recorded at or before an instant. With its limit in the text the server knows
   * that any plan by the index is as good, and keeps one.
   */
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
                .limit(DSL.inline(1))
                .fetchOptional(SEAL.POSITION));
  }

  /**
   * Read from the driver's own rows: to convert each value once more costs as much as the query.
   */
  private static List<StoredEvent> events(ResultQuery<?> query) {
    try (ResultSet rows = query.fetchResultSet()) {
      List<StoredEvent> events = new ArrayList<>();
      while (rows.next()) {
        events.add(sound(rows));
      }
      return events;
    } catch (SQLException e) {
      throw DatabaseFailure.toException("reading events", e);
    }
  }

  private static StoredEvent sound(ResultSet row) throws SQLException {
    try {
      return event(row);
    } catch (IllegalArgumentException e) {
      throw new DamagedEvent(new LogPosition(row.getLong(1)), e);
    }
  }

  private static StoredEvent event(ResultSet row) throws SQLException {
    return new StoredEvent(
        row.getLong(1),
        new StreamId(there(row.getString(2)), there(row.getString(3))),
        there(row.getObject(4, Long.class)),
        new EventId(there(row.getObject(5, UUID.class))),
        there(row.getObject(6, OffsetDateTime.class)).toInstant(),
        there(row.getString(7)),
        there(row.getBytes(8)),
        there(row.getBytes(9)),
        there(row.getBytes(10)));
  }

  /** No column is empty, unless somebody has changed the table first. */
  private static <T> T there(@Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("a column is empty");
    }
    return value;
  }
}
