package dev.fairlead.event.postgres;

import dev.fairlead.event.Verdict.Broken;
import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.model.LogPosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that the end of the log is where its head says, and that the tables which keep things
 * unique agree with the events.
 */
final class LookupCheck {
  private final ConnectionSettings settings;

  LookupCheck(ConnectionSettings settings) {
    this.settings = settings;
  }

  /** Compares the tables, as they were read, with what the events say. */
  Optional<Broken> check(Head head, JoinedSegments events, LookupTables tables) {
    try (Connection connection = settings.open()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      return end(connection, head)
          .or(() ->
              tables.keys().agreesWith(events.keys())
                  ? Optional.empty()
                  : guarded(() -> keys(connection, head))
                      .or(() ->
                          broken(
                              head.position(),
                              Fault.LOOKUP,
                              "the kept keys are not those of the events")))
          .or(() -> guarded(() -> streams(connection, head, events.versions(), tables)));
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
      Connection connection, Head head, Map<StreamName, Long> versions, LookupTables tables)
      throws SQLException {
    for (Map.Entry<StreamName, LookupTables.Stream> entry : tables.streams().entrySet()) {
      Long version = versions.get(entry.getKey());
      LookupTables.Stream stream = entry.getValue();
      boolean fits =
          version != null
              && (version == stream.version() || grewSince(connection, head, stream.number()));
      if (!fits) {
        return broken(
            stream.number(),
            Fault.LOOKUP,
            "%s stands at version %d, but its events say %s"
                .formatted(entry.getKey(), stream.version(), version));
      }
    }
    return versions.keySet().stream()
        .filter(stream -> !tables.streams().containsKey(stream))
        .findFirst()
        .flatMap(stream ->
            broken(head.position(), Fault.LOOKUP, stream + " is missing among the streams"));
  }

  private static boolean grewSince(Connection connection, Head head, long stream)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT FROM fairlead.event_key WHERE stream = ? AND position > ? LIMIT 1")) {
      select.setLong(1, stream);
      select.setLong(2, head.position());
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  private static Optional<Broken> broken(long position, Fault fault, String what) {
    return Optional.of(new Broken(new LogPosition(Math.max(0, position)), fault, what));
  }
}
