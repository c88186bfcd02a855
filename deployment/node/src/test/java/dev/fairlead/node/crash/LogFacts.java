package dev.fairlead.node.crash;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.fairlead.api.v1.TransactionSigned;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.model.Bytes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What the database says, read by plain SQL with none of the node's code. */
final class LogFacts implements AutoCloseable {
  /** One event as it is stored. */
  record Stored(
      long position,
      String stream,
      long version,
      String type,
      ByteString payload,
      Bytes previous,
      Bytes hash) {
    boolean isOf(UUID intent) {
      return stream.equals("intent/" + intent);
    }
  }

  /** One row of the index of intents. */
  record Indexed(UUID intent, String stage, boolean ended, long version, long first, long last) {}

  private final Connection connection;

  private LogFacts(Connection connection) {
    this.connection = connection;
  }

  static LogFacts open(LogDatabase database) throws SQLException {
    return new LogFacts(
        DriverManager.getConnection(
            database.url(),
            database.owner().user(),
            new String(database.owner().password().reveal(), StandardCharsets.UTF_8)));
  }

  synchronized List<Stored> events() throws SQLException {
    return rows(
        """
        SELECT position, stream_kind || '/' || stream_id, version, type, payload, previous, hash
          FROM fairlead.event ORDER BY position
        """,
        row ->
            new Stored(
                row.getLong(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                ByteString.copyFrom(row.getBytes(5)),
                Bytes.of(row.getBytes(6)),
                Bytes.of(row.getBytes(7))));
  }

  /** Whether these very bytes are in a Signed event that is committed now. */
  synchronized boolean isSigned(Bytes raw) {
    try {
      for (byte[] payload :
          rows(
              "SELECT payload FROM fairlead.event WHERE type = 'transaction.signed.v1'"
                  + " ORDER BY position DESC",
              row -> row.getBytes(1))) {
        if (Bytes.of(TransactionSigned.parseFrom(payload).getRaw().toByteArray()).equals(raw)) {
          return true;
        }
      }
      return false;
    } catch (SQLException | InvalidProtocolBufferException e) {
      throw new IllegalStateException("the log can't be read", e);
    }
  }

  synchronized List<Indexed> index() throws SQLException {
    return rows(
        """
        SELECT intent, stage, ended, version, first_position, last_position
          FROM fairlead.intent_index ORDER BY first_position
        """,
        row ->
            new Indexed(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getBoolean(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6)));
  }

  /** How far the slowest projection has come. */
  synchronized long projected() throws SQLException {
    return one("SELECT coalesce(min(position), 0) FROM fairlead.projection", ResultSet::getLong);
  }

  synchronized long headPosition() throws SQLException {
    return one("SELECT position FROM fairlead.log_head", ResultSet::getLong);
  }

  synchronized Bytes headHash() throws SQLException {
    return Bytes.of(one("SELECT hash FROM fairlead.log_head", ResultSet::getBytes));
  }

  /** Streams whose events or keys are not numbered without a gap. */
  synchronized List<String> wrongStreams() throws SQLException {
    return rows(
        """
        SELECT s.kind || '/' || s.id
          FROM fairlead.stream s
          LEFT JOIN (SELECT stream_kind, stream_id, count(*) AS n, max(version) AS top
                       FROM fairlead.event GROUP BY stream_kind, stream_id) e
            ON e.stream_kind = s.kind AND e.stream_id = s.id
          LEFT JOIN (SELECT stream, count(*) AS n, max(version) AS top
                       FROM fairlead.event_key GROUP BY stream) k
            ON k.stream = s.stream
         WHERE e.n IS DISTINCT FROM e.top OR k.n IS DISTINCT FROM e.n OR k.top IS DISTINCT FROM e.n
        """,
        row -> row.getString(1));
  }

  /** The nonces that were ever bound, in order. */
  synchronized List<Long> claimedNonces() throws SQLException {
    return rows("SELECT nonce FROM fairlead.account_nonce ORDER BY nonce", row -> row.getLong(1));
  }

  /** How often an intent stands for an idempotency key. */
  synchronized long keysOf(UUID intent) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT count(*) FROM fairlead.idempotency_key WHERE intent = ?")) {
      select.setObject(1, intent);
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  @FunctionalInterface
  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  @FunctionalInterface
  private interface ColumnReader<T> {
    T read(ResultSet row, int column) throws SQLException;
  }

  private <T> T one(String sql, ColumnReader<T> reader) throws SQLException {
    return rows(sql, row -> reader.read(row, 1)).getFirst();
  }

  private <T> List<T> rows(String sql, Reader<T> reader) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet rows = select.executeQuery()) {
      List<T> result = new ArrayList<>();
      while (rows.next()) {
        result.add(reader.read(rows));
      }
      return result;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
