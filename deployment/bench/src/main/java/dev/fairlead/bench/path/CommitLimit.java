package dev.fairlead.bench.path;

import dev.fairlead.bench.Latencies;
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
final class CommitLimit implements AutoCloseable {
  private static final int PAYLOAD = 300;

  private final Latencies times = new Latencies();
  private final Connection connection;
  private final PreparedStatement insert;
  private long next;

  private CommitLimit(Connection connection, PreparedStatement insert) {
    this.connection = connection;
    this.insert = insert;
  }

  static CommitLimit open(LogDatabase database) throws SQLException {
    Connection connection =
        DriverManager.getConnection(
            database.url(),
            database.owner().user(),
            new String(database.owner().password().reveal(), StandardCharsets.UTF_8));
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE bench_commit (id bigint PRIMARY KEY, payload bytea)");
      return new CommitLimit(
          connection, connection.prepareStatement("INSERT INTO bench_commit VALUES (?, ?)"));
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  void measure() throws SQLException {
    insert.setLong(1, next++);
    insert.setBytes(2, new byte[PAYLOAD]);
    long start = System.nanoTime();
    insert.executeUpdate();
    times.addNanos(System.nanoTime() - start);
  }

  Latencies times() {
    return times;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
