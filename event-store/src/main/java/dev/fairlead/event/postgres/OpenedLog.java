package dev.fairlead.event.postgres;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;

/** The first look at a log: its head, made if the log is new, and whether its end is there. */
final class OpenedLog {
  private OpenedLog() {}

  static Head open(ConnectionSettings settings, boolean takeOver) {
    try (Connection connection = settings.open()) {
      Head head = head(connection, takeOver);
      if (head.position() > 0 && !Arrays.equals(head.hash(), hashAt(connection, head.position()))) {
        throw new EventStoreException(
            Kind.FATAL,
            "the log's head says position %d, but that event is missing or another one"
                .formatted(head.position()));
      }
      return head;
    } catch (SQLException e) {
      throw DatabaseFailure.toException("opening the log", e);
    }
  }

  private static Head head(Connection connection, boolean takeOver) throws SQLException {
    try (PreparedStatement open =
        connection.prepareStatement(
            "SELECT log_id, position, hash, recorded_at, epoch FROM fairlead.open_log(?)")) {
      open.setBoolean(1, takeOver);
      try (ResultSet rows = open.executeQuery()) {
        rows.next();
        return new Head(
            rows.getObject(1, UUID.class),
            rows.getLong(2),
            rows.getBytes(3),
            Objects.requireNonNull(rows.getObject(4, OffsetDateTime.class)).toInstant(),
            rows.getLong(5));
      }
    }
  }

  private static byte[] hashAt(Connection connection, long position) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT hash FROM fairlead.event WHERE position = ?")) {
      select.setLong(1, position);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getBytes(1) : new byte[0];
      }
    }
  }
}
