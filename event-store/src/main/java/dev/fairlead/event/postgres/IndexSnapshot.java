package dev.fairlead.event.postgres;

import dev.fairlead.event.Verdict.Broken;
import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.model.LogPosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * The index of intents as it was at one moment: how far it had come in the log, and its rows. Holds
 * a transaction as long as it is open, which should not be long. For one thread at a time.
 */
final class IndexSnapshot implements AutoCloseable {
  private final Connection connection;
  private final long position;
  private final boolean readable;

  private IndexSnapshot(Connection connection, long position, boolean readable) {
    this.connection = connection;
    this.position = position;
    this.readable = readable;
  }

  /** Takes it now. */
  static IndexSnapshot take(ConnectionSettings settings) throws SQLException {
    Connection connection = settings.open();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT position, revision FROM fairlead.projection WHERE name = ?")) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      select.setString(1, IntentIndexProjection.NAME);
      try (ResultSet row = select.executeQuery()) {
        boolean begun = row.next();
        return new IndexSnapshot(
            connection,
            begun ? row.getLong(1) : 0,
            !begun || row.getLong(2) == new IntentIndexProjection().revision());
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** How far it had come. */
  long position() {
    return position;
  }

  /** Whether this version knows what its rows mean. */
  boolean readable() {
    return readable;
  }

  /** Whether it is ahead of the log. */
  Optional<Broken> ahead(long head) {
    return position > head
        ? Optional.of(
            broken(head + 1, "has come to %d, but the log ends at %d".formatted(position, head)))
        : Optional.empty();
  }

  /** A print of all rows. */
  RowPrint print(RowPrint print) throws SQLException {
    RowPrint all = print.sibling();
    RowPrint hashes = print.sibling();
    try (CopiedRows rows = rows("")) {
      while (rows.next()) {
        add(rows, all, hashes);
      }
    }
    return all;
  }

  private static void add(CopiedRows row, RowPrint all, RowPrint hashes) throws SQLException {
    try {
      RowPrint.Digest beginning = Beginning.of(row, hashes).digest();
      byte[] stage = row.bytes();
      boolean ended = row.number() == 1;
      IndexedIntent.row(all, beginning, stage, ended, row.number(), row.number(), row.micros())
          .add();
    } catch (NullColumn e) {
      // What has no value counts for no row, and so is missed.
    }
  }

  /** Its rows; {@code order} is empty or how they are sorted. */
  CopiedRows rows(String order) throws SQLException {
    return new CopiedRows(
        connection,
        "SELECT intent, strategy, type, chain, sell, buy, deadline, first_position,"
            + " first_recorded_at, stage, CASE WHEN ended THEN 1 ELSE 0 END, version,"
            + " last_position, last_recorded_at FROM fairlead.intent_index "
            + order);
  }

  /** The columns of a row that never change. */
  record Beginning(UUID intent, long position, RowPrint.Digest digest) {
    static Beginning of(CopiedRows rows, RowPrint hashes) throws SQLException {
      UUID intent = uuid(rows);
      UUID strategy = uuid(rows);
      byte[] type = rows.bytes();
      long chain = rows.number();
      byte[] sell = rows.bytes();
      byte[] buy = rows.bytes();
      long deadline = rows.micros();
      long position = rows.number();
      return new Beginning(
          intent,
          position,
          IndexedIntent.beginning(
              hashes, intent, strategy, type, chain, sell, buy, deadline, position, rows.micros()));
    }
  }

  /** Whether the rest of a row, of which the beginning was read, is not what the events say. */
  static boolean differs(CopiedRows rows, IndexedIntent events, RowPrint.Digest beginning)
      throws SQLException {
    try {
      String stage = rows.text();
      boolean ended = rows.number() == 1;
      long version = rows.number();
      long last = rows.number();
      long micros = rows.micros();
      return !(events.first() == null || events.first().equals(beginning))
          || events.stage() == null
          || !events.stage().name().equals(stage)
          || events.stage().ended() != ended
          || events.version() != version
          || events.position() != last
          || events.micros() != micros;
    } catch (NullColumn e) {
      return true;
    }
  }

  private static UUID uuid(CopiedRows rows) throws SQLException {
    return new UUID(rows.uuid(), rows.rest());
  }

  /** Damage of the index. */
  static Broken broken(long position, String what) {
    return new Broken(
        new LogPosition(Math.max(0, position)),
        Fault.LOOKUP,
        "the index of intents "
            + what
            + "; it is made of the events and can be made again: fairlead events rebuild intent_index");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
