package dev.fairlead.event.postgres;

import dev.fairlead.event.LogDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Somebody else in the log's database, as its owner, with a transaction that is left open. */
final class ForeignSession implements AutoCloseable {
  private final Connection connection;
  private final Statement statement;

  ForeignSession(LogDatabase database) throws SQLException {
    this.connection = ConnectionSettings.owner(database).open();
    this.statement = connection.createStatement();
    statement.execute("SET idle_in_transaction_session_timeout = 0");
    connection.setAutoCommit(false);
  }

  void run(String sql) throws SQLException {
    statement.execute(sql);
  }

  void commit() throws SQLException {
    connection.commit();
  }

  /** Returns when a session of the log waits for a lock that somebody holds. */
  void awaitWaiting(String application) throws SQLException {
    long end = System.nanoTime() + 20_000_000_000L;
    String waits =
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = '"
            + application
            + "' AND wait_event_type = 'Lock'";
    while (!any(waits)) {
      run("SELECT pg_stat_clear_snapshot()");
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(application + " waits for no lock");
      }
    }
  }

  private boolean any(String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      return rows.next();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
