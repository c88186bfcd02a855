package dev.fairlead.event.postgres;

import dev.fairlead.event.StreamId;
import dev.fairlead.event.Verdict.Broken;
import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.model.LogPosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that the end of the log is where its head says, and that the tables which keep things
 * unique agree with the events.
 */
final class LookupCheck {
  private static final int FETCH = 5000;

  private final ConnectionSettings settings;

  LookupCheck(ConnectionSettings settings) {
    this.settings = settings;
  }

  Optional<Broken> check(Head head, Map<StreamId, Long> versions) {
    try (Connection connection = settings.open()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      return end(connection, head)
          .or(() -> guarded(() -> keys(connection, head)))
          .or(() -> guarded(() -> streams(connection, head, versions)));
    } catch (SQLException e) {
      throw DatabaseFailure.toException("verifying the log", e);
    }
  }

  private interface Check {
    Optional<Broken> run() throws SQLException;
  }

  private static Optional<Broken> guarded(Check check) {
    try {
      return check.run();
    } catch (SQLException e) {
      throw DatabaseFailure.toException("verifying the log", e);
    }
  }

  /** One statement sees one moment: no event is after the head, no seal is after the last event. */
  private static Optional<Broken> end(Connection connection, Head head) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT h.position,"
                + " (SELECT coalesce(max(position), 0) FROM fairlead.event),"
                + " (SELECT coalesce(max(position), 0) FROM fairlead.seal),"
                + " (SELECT hash FROM fairlead.event WHERE position = ?)"
                + " FROM fairlead.log_head h")) {
      select.setLong(1, head.position());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        long now = row.getLong(1);
        long last = row.getLong(2);
        long sealed = row.getLong(3);
        byte[] hash = row.getBytes(4);
        if (last != now) {
          return broken(
              Math.min(last, now) + 1,
              Fault.TAIL,
              "the head says %d, but the last event is %d".formatted(now, last));
        }
        if (sealed != last) {
          return broken(
              Math.min(last, sealed) + 1,
              Fault.TAIL,
              "the last seal is at %d, but the last event is %d".formatted(sealed, last));
        }
        if (head.position() > 0 && !Arrays.equals(hash, head.hash())) {
          return broken(head.position(), Fault.TAIL, "the head's hash is not that of the event");
        }
        return Optional.empty();
      }
    }
  }

  private static Optional<Broken> keys(Connection connection, Head head) throws SQLException {
    try (PreparedStatement select =
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
                + " ORDER BY 1 LIMIT 1")) {
      select.setLong(1, head.position());
      select.setLong(2, head.position());
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

  private static Optional<Broken> streams(
      Connection connection, Head head, Map<StreamId, Long> versions) throws SQLException {
    Map<StreamId, Long> missing = new HashMap<>(versions);
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT s.kind, s.id, s.stream, s.version,"
                + " EXISTS (SELECT FROM fairlead.event_key k"
                + "          WHERE k.stream = s.stream AND k.position > ?)"
                + " FROM fairlead.stream s WHERE s.stream <= ?")) {
      select.setFetchSize(FETCH);
      select.setLong(1, head.position());
      select.setLong(2, head.position());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          StreamId stream = new StreamId(rows.getString(1), rows.getString(2));
          Long version = missing.remove(stream);
          boolean grewSince = rows.getBoolean(5);
          if (version == null || (!grewSince && version != rows.getLong(4))) {
            return broken(
                rows.getLong(3),
                Fault.LOOKUP,
                "%s stands at version %d, but its events say %s"
                    .formatted(stream, rows.getLong(4), version));
          }
        }
      }
    }
    return missing.keySet().stream()
        .findFirst()
        .flatMap(stream ->
            broken(head.position(), Fault.LOOKUP, stream + " is missing among the streams"));
  }

  private static Optional<Broken> broken(long position, Fault fault, String what) {
    return Optional.of(new Broken(new LogPosition(Math.max(0, position)), fault, what));
  }
}
