package dev.fairlead.bench;

import dev.fairlead.event.LogDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The least that durability costs here: one small row, committed alone, on a connection of its own
 * to the database that holds the log.
 */
public final class CommitLimit implements AutoCloseable {
  private final Latencies times = new Latencies();
  private final Connection connection;
  private final PreparedStatement insert;
  private final byte[] payload;
  private long next;

  private CommitLimit(Connection connection, PreparedStatement insert, byte[] payload) {
    this.connection = connection;
    this.insert = insert;
    this.payload = payload;
  }

  /** Makes a table of its own in a database; a row holds a key and this payload. */
  public static CommitLimit open(LogDatabase database, byte[] payload) throws SQLException {
    Connection connection =
        DriverManager.getConnection(
            database.url(),
            database.owner().user(),
            new String(database.owner().password().reveal(), StandardCharsets.UTF_8));
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE bench_commit (id bigint PRIMARY KEY, payload bytea)");
      return new CommitLimit(
          connection,
          connection.prepareStatement("INSERT INTO bench_commit VALUES (?, ?)"),
          payload.clone());
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Commits one row. */
  public void measure() throws SQLException {
    insert.setLong(1, next++);
    insert.setBytes(2, payload);
    long start = System.nanoTime();
    insert.executeUpdate();
    times.addNanos(System.nanoTime() - start);
  }

  /** How long each commit took. */
  public Latencies times() {
    return times;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
