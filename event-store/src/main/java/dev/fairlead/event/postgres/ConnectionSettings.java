package dev.fairlead.event.postgres;

import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.LogDatabase.Login;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * How one kind of connection is opened.
 *
 * @param silenceSeconds how long the server may be silent in an answer before it counts as gone; 0
 *     for reads, which may take long
 */
record ConnectionSettings(
    String url, Login login, String name, String options, int silenceSeconds) {
  /** What every session looks names up in; a session that does not has lost its settings. */
  static final String SEARCH_PATH = Schema.NAME + ",public";

  /** The name of the one session of a node that listens to the others. */
  static final String LISTENER = "fairlead-listen";

  /** A node that stands still in a transaction gives its locks back to the others. */
  private static final String OPTIONS =
      "-c search_path=" + SEARCH_PATH + " -c idle_in_transaction_session_timeout=45s";

  /**
   * The appender's statements are few, small and always the same: plan once, by index. And whatever
   * becomes of the server's defaults, what it acknowledges is on the disk.
   */
  private static final String APPEND_OPTIONS =
      OPTIONS
          + " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off"
          + " -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off"
          + " -c lock_timeout=5s -c statement_timeout=30s"
          + " -c synchronous_commit=on";

  static ConnectionSettings owner(LogDatabase database) {
    return new ConnectionSettings(database.url(), database.owner(), "fairlead-migrate", OPTIONS, 0);
  }

  /** No caller waits longer for a server that says nothing than it would for one that fails. */
  static ConnectionSettings appender(LogDatabase database, Duration patience) {
    return writing(database, "fairlead-append", APPEND_OPTIONS, patience);
  }

  /** The writer's session with the server's own durability, to see what that is. */
  static ConnectionSettings plain(LogDatabase database, Duration patience) {
    return writing(database, "fairlead-check", OPTIONS, patience);
  }

  private static ConnectionSettings writing(
      LogDatabase database, String name, String options, Duration patience) {
    return new ConnectionSettings(
        database.url(),
        database.writer(),
        name,
        options,
        Math.toIntExact(Math.min(3600, patience.plusMillis(999).toSeconds())));
  }

  /**
   * A projection's place never goes back either: its keeper goes on from where it knows that it is,
   * so a commit that a crash took away would leave a hole.
   */
  static ConnectionSettings projector(LogDatabase database) {
    return new ConnectionSettings(
        database.url(), database.writer(), "fairlead-project", OPTIONS, 600);
  }

  /**
   * Stretches of the log are read by its index. To fetch and sort them takes the server many times
   * as long, and is what it plans while it has no statistics of a chunk.
   */
  static ConnectionSettings reader(LogDatabase database) {
    return new ConnectionSettings(
        database.url(), database.reader(), "fairlead-read", OPTIONS + " -c enable_sort=off", 0);
  }

  /** What hears of other nodes' commits. */
  static ConnectionSettings listener(LogDatabase database) {
    return new ConnectionSettings(database.url(), database.reader(), LISTENER, OPTIONS, 0);
  }

  /** What tells other nodes of commits. */
  static ConnectionSettings speaker(LogDatabase database) {
    return new ConnectionSettings(
        database.url(),
        database.reader(),
        "fairlead-speak",
        OPTIONS + " -c synchronous_commit=off",
        0);
  }

  Connection open() throws SQLException {
    return DriverManager.getConnection(url, properties());
  }

  /** A connection for one transaction that changes nothing. */
  Connection reading() throws SQLException {
    Connection connection = open();
    try {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", login.user());
    properties.setProperty(
        "password", new String(login.password().reveal(), StandardCharsets.UTF_8));
    properties.setProperty("ApplicationName", name);
    properties.setProperty("options", options);
    properties.setProperty("prepareThreshold", "1");
    properties.setProperty("reWriteBatchedInserts", "true");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", Integer.toString(silenceSeconds));
    if (namesSeveralHosts()) {
      properties.setProperty("targetServerType", "primary");
    }
    return properties;
  }

  /**
   * Of several, all connections go to the one that takes writes: no answer is older than another.
   */
  private boolean namesSeveralHosts() {
    Properties parsed = Driver.parseURL(url, null);
    return parsed != null && parsed.getProperty("PGHOST", "").contains(",");
  }
}
