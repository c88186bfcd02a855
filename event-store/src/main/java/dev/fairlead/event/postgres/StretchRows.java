package dev.fairlead.event.postgres;

import dev.fairlead.event.EventId;
import dev.fairlead.event.StreamId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The rows of one stretch of the log, in order and a few at a time. For one thread. */
final class StretchRows implements AutoCloseable {
  private static final int FETCH = 1000;

  private final Connection connection;
  private final PreparedStatement eventQuery;
  private final PreparedStatement sealQuery;
  private final ResultSet events;
  private final ResultSet seals;

  /** Opens it on a connection without auto-commit, which must outlive it. */
  StretchRows(Connection connection, long after, long upTo) throws SQLException {
    this.connection = connection;
    this.eventQuery =
        connection.prepareStatement(
            "SELECT position, stream_kind, stream_id, version, event_id, recorded_at, type,"
                + " payload, previous, hash FROM fairlead.event"
                + " WHERE position > ? AND position <= ? ORDER BY position");
    this.sealQuery =
        connection.prepareStatement(
            "SELECT position, first_position, recorded_at, epoch, key, signature"
                + " FROM fairlead.seal WHERE position > ?"
                + " AND position <= (SELECT coalesce(min(position), ?) FROM fairlead.seal"
                + " WHERE position >= ?) ORDER BY position");
    eventQuery.setFetchSize(FETCH);
    eventQuery.setLong(1, after);
    eventQuery.setLong(2, upTo);
    sealQuery.setFetchSize(FETCH);
    sealQuery.setLong(1, after);
    sealQuery.setLong(2, upTo);
    sealQuery.setLong(3, upTo);
    this.events = eventQuery.executeQuery();
    this.seals = sealQuery.executeQuery();
  }

  Optional<StoredEvent> nextEvent() throws SQLException {
    if (!events.next()) {
      return Optional.empty();
    }
    return Optional.of(
        new StoredEvent(
            events.getLong(1),
            new StreamId(events.getString(2), events.getString(3)),
            events.getLong(4),
            new EventId(events.getObject(5, UUID.class)),
            instant(events, 6),
            events.getString(7),
            events.getBytes(8),
            events.getBytes(9),
            events.getBytes(10)));
  }

  Optional<StoredSeal> nextSeal() throws SQLException {
    if (!seals.next()) {
      return Optional.empty();
    }
    return Optional.of(
        new StoredSeal(
            seals.getLong(1),
            seals.getLong(2),
            instant(seals, 3),
            seals.getLong(4),
            seals.getString(5),
            seals.getBytes(6)));
  }

  /** The stored hash at a position; nothing's hash when there is no event. */
  byte[] hashAt(long position) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT hash FROM fairlead.event WHERE position = ?")) {
      select.setLong(1, position);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getBytes(1) : new byte[0];
      }
    }
  }

  /** Where the last seal at or before a position stands. */
  long sealedBefore(long position) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT coalesce(max(position), 0) FROM fairlead.seal WHERE position <= ?")) {
      select.setLong(1, position);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static Instant instant(ResultSet rows, int column) throws SQLException {
    return Objects.requireNonNull(rows.getObject(column, OffsetDateTime.class)).toInstant();
  }

  @Override
  public void close() throws SQLException {
    eventQuery.close();
    sealQuery.close();
  }
}
