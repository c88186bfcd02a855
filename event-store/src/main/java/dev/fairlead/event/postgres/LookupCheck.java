package dev.fairlead.event.postgres;

import dev.fairlead.event.Verdict.Broken;
import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.model.LogPosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * Checks that the end of the log is where its head says, and that the tables which keep things
 * unique agree with the events.
 */
final class LookupCheck {
  private final ConnectionSettings settings;
  private final VerifyScope scope;

  LookupCheck(ConnectionSettings settings, VerifyScope scope) {
    this.settings = settings;
    this.scope = scope;
  }

  /** Compares the tables, as they were read, with what the events say. */
  Optional<Broken> check(JoinedStreams events, LookupTables tables) throws SQLException {
    Optional<Broken> found = end();
    if (found.isEmpty() && !tables.namesDiffer()) {
      found = begunTwice(scope.head().position());
    }
    if (found.isEmpty() && scope.has(LogCheck.EVENT_KEYS)) {
      found = keys(events, tables);
    }
    if (found.isEmpty() && scope.has(LogCheck.STREAMS)) {
      found = streams(events, tables);
    }
    if (found.isEmpty() && scope.has(LogCheck.IDEMPOTENCY_KEYS)) {
      found = claims(ClaimTable.IDEMPOTENCY_KEY, events.rows(), tables);
    }
    if (found.isEmpty() && scope.has(LogCheck.ACCOUNT_NONCES)) {
      found = claims(ClaimTable.ACCOUNT_NONCE, events.rows(), tables);
    }
    if (found.isEmpty() && scope.has(LogCheck.LOOKUP_END)) {
      found = tables.beyond().flatMap(this::beyond);
    }
    return found;
  }

  /** Damage that was found, or a second beginning of a stream that comes before it. */
  Broken first(Broken found) throws SQLException {
    long position = found.position().value();
    return begunTwice(found.fault() == Fault.LOOKUP ? position : position - 1).orElse(found);
  }

  /** The first event up to a position that begins a stream which has begun. */
  private Optional<Broken> begunTwice(long upTo) throws SQLException {
    if (!scope.has(LogCheck.BEGUN_ONCE)) {
      return Optional.empty();
    }
    try (Connection connection = settings.reading();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT position, stream_kind || '/' || stream_id"
                    + " FROM (SELECT position, stream_kind, stream_id,"
                    + "              row_number() OVER (PARTITION BY stream_kind, stream_id"
                    + "                                 ORDER BY position) AS time"
                    + "         FROM fairlead.event"
                    + "        WHERE position > 0 AND position <= ? AND version = 1) e"
                    + " WHERE time > 1 ORDER BY position LIMIT 1")) {
      select.setLong(1, upTo);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? broken(
                row.getLong(1),
                Fault.STREAM_VERSION,
                row.getString(2) + " begins there a second time")
            : Optional.empty();
      }
    }
  }

  /** One statement sees one moment: no event is after the head, no seal is after the last event. */
  private Optional<Broken> end() throws SQLException {
    Head head = scope.head();
    try (Connection connection = settings.reading();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT h.position,"
                    + " (SELECT coalesce(max(position), 0) FROM fairlead.event),"
                    + " (SELECT coalesce(max(position), 0) FROM fairlead.seal),"
                    + " (SELECT hash FROM fairlead.event WHERE position = ?),"
                    + " (SELECT coalesce(min(position), 1) FROM fairlead.event),"
                    + " (SELECT coalesce(min(position), 1) FROM fairlead.seal)"
                    + " FROM fairlead.log_head h")) {
      select.setLong(1, head.position());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        long now = row.getLong(1);
        long last = row.getLong(2);
        long sealed = row.getLong(3);
        byte[] hash = row.getBytes(4);
        if (row.getLong(5) < 1 && scope.has(LogCheck.FIRST_EVENT)) {
          return before(row.getLong(5), Fault.CHAIN, "an event");
        }
        if (row.getLong(6) < 1 && scope.has(LogCheck.FIRST_SEAL)) {
          return before(row.getLong(6), Fault.SEAL_MISSING, "a seal");
        }
        if (last != now && scope.has(LogCheck.HEAD_POSITION)) {
          return broken(
              Math.min(last, now) + 1,
              Fault.TAIL,
              "the head says %d, but the last event is %d".formatted(now, last));
        }
        if (sealed != last && scope.has(LogCheck.LAST_SEAL)) {
          return broken(
              Math.min(last, sealed) + 1,
              Fault.TAIL,
              "the last seal is at %d, but the last event is %d".formatted(sealed, last));
        }
        if (head.position() > 0
            && !Arrays.equals(hash, head.hash())
            && scope.has(LogCheck.HEAD_HASH)) {
          return broken(head.position(), Fault.TAIL, "the head's hash is not that of the event");
        }
        return Optional.empty();
      }
    }
  }

  private static Optional<Broken> before(long position, Fault fault, String what) {
    return broken(
        position, fault, "%s stands at %d, before the first position".formatted(what, position));
  }

  private Optional<Broken> keys(JoinedStreams events, LookupTables tables) throws SQLException {
    if (tables.keys().agreesWith(events.keys())) {
      return Optional.empty();
    }
    Optional<Broken> first = firstKey();
    return first.isPresent()
        ? first
        : broken(
            scope.head().position(), Fault.LOOKUP, "the kept keys are not those of the events");
  }

  private Optional<Broken> firstKey() throws SQLException {
    try (Connection connection = settings.reading();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT coalesce(e.position, k.position), e.position IS NULL"
                    + " FROM (SELECT position, event_id, version, stream_kind, stream_id"
                    + "         FROM fairlead.event WHERE position <= ?) e"
                    + " FULL JOIN (SELECT k.position, k.event_id, k.version, s.kind, s.id"
                    + "              FROM fairlead.event_key k"
                    + "              LEFT JOIN fairlead.stream s ON s.stream = k.stream"
                    + "             WHERE k.position <= ?) k"
                    + " ON k.position = e.position AND k.event_id = e.event_id"
                    + " AND k.version = e.version AND k.kind = e.stream_kind"
                    + " AND k.id = e.stream_id"
                    + " WHERE e.position IS NULL OR k.position IS NULL"
                    + " ORDER BY 1, 2 LIMIT 1")) {
      select.setLong(1, scope.head().position());
      select.setLong(2, scope.head().position());
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? broken(
                row.getLong(1),
                Fault.LOOKUP,
                row.getBoolean(2)
                    ? "a key is kept for an event that is not there"
                    : "the event's key is missing or another one")
            : Optional.empty();
      }
    }
  }

  /** A stream's number is where it begins; how far it has come, the keys of its events say. */
  private Optional<Broken> streams(JoinedStreams events, LookupTables tables) throws SQLException {
    if (tables.streams().agreesWith(events.names())) {
      return Optional.empty();
    }
    Optional<Broken> first = firstStream();
    return first.isPresent()
        ? first
        : broken(
            scope.head().position(),
            Fault.LOOKUP,
            "the kept streams are not those that the events begin");
  }

  private Optional<Broken> firstStream() throws SQLException {
    try (Connection connection = settings.reading();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT coalesce(e.position, s.stream), e.position IS NULL,"
                    + " coalesce(e.stream_kind, s.kind) || '/' || coalesce(e.stream_id, s.id)"
                    + " FROM (SELECT position, stream_kind, stream_id FROM fairlead.event"
                    + "        WHERE position <= ? AND version = 1) e"
                    + " FULL JOIN (SELECT stream, kind, id FROM fairlead.stream"
                    + "             WHERE stream <= ?) s"
                    + " ON s.stream = e.position AND s.kind = e.stream_kind"
                    + " AND s.id = e.stream_id"
                    + " WHERE e.position IS NULL OR s.stream IS NULL"
                    + " ORDER BY 1, 2 LIMIT 1")) {
      select.setLong(1, scope.head().position());
      select.setLong(2, scope.head().position());
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? broken(
                row.getLong(1),
                Fault.LOOKUP,
                row.getBoolean(2)
                    ? "no event begins the stream %s there".formatted(row.getString(3))
                    : row.getString(3) + " is missing among the streams")
            : Optional.empty();
      }
    }
  }

  private Optional<Broken> claims(ClaimTable table, JoinedRows events, LookupTables tables)
      throws SQLException {
    RowPrint kept = Objects.requireNonNull(tables.claims().get(table));
    return kept.agreesWith(events.claims(table))
        ? Optional.empty()
        : new ClaimSearch(settings, table, scope.print()).run(scope.head().position());
  }

  private Optional<Broken> beyond(LookupTables.Beyond row) {
    long end = scope.head().position();
    return broken(
        end + 1,
        Fault.LOOKUP,
        "%s has a row for position %d, but the log ends at %d"
            .formatted(row.table(), row.position(), end));
  }

  private static Optional<Broken> broken(long position, Fault fault, String what) {
    return Optional.of(new Broken(new LogPosition(Math.max(0, position)), fault, what));
  }
}
