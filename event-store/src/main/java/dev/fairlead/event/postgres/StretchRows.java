package dev.fairlead.event.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The rows of one stretch of the log, in order. For one thread. */
final class StretchRows implements AutoCloseable {
  /** What {@link #event} reads of an {@code event e}. */
  static final String COLUMNS =
      "e.position, e.stream_kind, e.stream_id, e.version, e.event_id, e.recorded_at, e.type,"
          + " e.payload, e.previous, e.hash";

  private final Connection connection;
  private final Deque<StoredSeal> seals = new ArrayDeque<>();
  private final byte[] hashBefore;
  private final long sealedBefore;
  private final CopiedRows events;

  /** Opens it on a connection, which must outlive it and serve nothing else meanwhile. */
  StretchRows(Connection connection, long after, long upTo) throws SQLException {
    this.connection = connection;
    this.hashBefore = hashAt(after);
    this.sealedBefore = lastSeal(after);
    readSeals(after, upTo);
    this.events =
        new CopiedRows(
            connection,
            "SELECT "
                + COLUMNS
                + " FROM fairlead.event e WHERE e.position > "
                + after
                + " AND e.position <= "
                + upTo
                + " ORDER BY e.position");
  }

  Optional<RawEvent> nextEvent() throws SQLException {
    return events.next() ? Optional.of(event(events)) : Optional.empty();
  }

  /** The event of a row of {@link #COLUMNS}. */
  static RawEvent event(CopiedRows row) throws SQLException {
    return new RawEvent(
        row.number(),
        row.bytes(),
        row.bytes(),
        row.number(),
        row.uuid(),
        row.rest(),
        row.micros(),
        row.bytes(),
        row.bytes(),
        row.bytes(),
        row.bytes());
  }

  Optional<StoredSeal> nextSeal() {
    return Optional.ofNullable(seals.poll());
  }

  /** The stored hash of the event before the stretch; nothing when there is no event. */
  byte[] hashBefore() {
    return hashBefore;
  }

  /** Where the last seal before the stretch stands. */
  long sealedBefore() {
    return sealedBefore;
  }

  private void readSeals(long after, long upTo) throws SQLException {
    try (CopiedRows rows =
        new CopiedRows(
            connection,
            "SELECT position, first_position, recorded_at, epoch, key, signature FROM fairlead.seal"
                + " WHERE position > %1$d AND position <= (SELECT coalesce(min(position), %2$d)"
                    .formatted(after, upTo)
                + " FROM fairlead.seal WHERE position >= %d) ORDER BY position".formatted(upTo))) {
      while (rows.next()) {
        readSeal(rows);
      }
    }
  }

  private void readSeal(CopiedRows rows) throws SQLException {
    try {
      seals.add(
          new StoredSeal(
              rows.number(),
              rows.number(),
              rows.micros(),
              rows.number(),
              rows.text(),
              rows.bytes()));
    } catch (NullColumn e) {
      // It seals nothing, which is found where it should.
    }
  }

  private byte[] hashAt(long position) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT hash FROM fairlead.event WHERE position = ?")) {
      select.setLong(1, position);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getBytes(1) : new byte[0];
      }
    }
  }

  private long lastSeal(long position) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT coalesce(max(position), 0) FROM fairlead.seal"
                + " WHERE position > 0 AND position <= ?")) {
      select.setLong(1, position);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    events.skipRest();
    events.close();
  }
}
