package dev.fairlead.event.postgres;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/** Refuses a server that could lose what it acknowledged, or that is not the one it seems to be. */
final class ServerCheck {
  private static final int LOOKS = 4;

  private static final List<String> MUST_BE_ON =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private ServerCheck() {}

  static void refuseUnsafe(ConnectionSettings settings) {
    refuseOtherTargets(settings.url());
    try (Connection connection = settings.open();
        Statement statement = connection.createStatement()) {
      refuseUnsafe(settings.url(), statement);
      if (value(statement, "SELECT pg_is_in_recovery()").equals("t")) {
        throw new EventStoreException(
            Kind.FATAL, settings.url() + " is a replica: the log is written to its primary");
      }
      refuseLostSettings(settings.url(), statement);
      refuseSharedSession(settings, statement);
    } catch (SQLException e) {
      throw DatabaseFailure.toException("checking the server's settings", e);
    }
  }

  /**
   * The same for a session that was opened later, perhaps to another server: what may have changed
   * since the start, and is not seen by what then fails.
   */
  static void refuseUnsafe(String url, Connection session) throws SQLException {
    try (Statement statement = session.createStatement()) {
      refuseUnsafe(url, statement);
      refuseLostSettings(url, statement);
    }
  }

  private static void refuseUnsafe(String url, Statement statement) throws SQLException {
    for (String setting : MUST_BE_ON) {
      if (value(statement, "SELECT current_setting('" + setting + "')").equals("off")) {
        throw new EventStoreException(
            Kind.FATAL,
            setting + " is off on " + url + ": an acknowledged event could be lost; switch it on");
      }
    }
  }

  /** Of several servers only the primary knows all that is acknowledged. */
  private static void refuseOtherTargets(String url) {
    Properties parsed = Driver.parseURL(url, null);
    String target = parsed == null ? null : parsed.getProperty("targetServerType");
    if (target != null && !target.equals("primary")) {
      throw new EventStoreException(
          Kind.FATAL,
          "targetServerType is %s in %s: the log is read and written on the primary only"
              .formatted(target, url));
    }
  }

  private static void refuseLostSettings(String url, Statement statement) throws SQLException {
    String path = value(statement, "SELECT current_setting('search_path')");
    if (!path.equals(ConnectionSettings.SEARCH_PATH)) {
      throw new EventStoreException(
          Kind.FATAL,
          ("the settings of a connection to %s are not in force (search_path is %s): a pooler drops"
                  + " them, or the URL's options replace them; connect to PostgreSQL itself")
              .formatted(url, path));
    }
  }

  /**
   * A pooler that gives a session to another client after each transaction loses what belongs to
   * the session: settings, prepared statements, LISTEN. While one connection keeps its session in a
   * transaction, such a pooler must have given it what was the other's, or give that another now.
   */
  private static void refuseSharedSession(ConnectionSettings settings, Statement first)
      throws SQLException {
    String session = "SELECT pg_backend_pid()";
    try (Connection connection = settings.open()) {
      connection.setAutoCommit(false);
      try (Statement second = connection.createStatement()) {
        String own = value(first, session);
        boolean shared = false;
        for (int i = 0; i < LOOKS && !shared; i++) {
          shared = value(second, session).equals(own) || !value(first, session).equals(own);
          connection.rollback();
        }
        if (shared) {
          throw new EventStoreException(
              Kind.FATAL,
              settings.url()
                  + " is a pooler that shares sessions between transactions: connect to PostgreSQL"
                  + " itself, or let it pool whole sessions");
        }
      }
    }
  }

  /** Why the events are not in a hypertable. */
  static Optional<String> degraded(ConnectionSettings settings) {
    try (Connection connection = settings.open();
        Statement statement = connection.createStatement()) {
      boolean installed =
          value(statement, "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb')")
              .equals("t");
      return installed
          ? Optional.empty()
          : Optional.of("the database has no TimescaleDB; the log is in plain PostgreSQL tables");
    } catch (SQLException e) {
      throw DatabaseFailure.toException("looking for TimescaleDB", e);
    }
  }

  /** Whether this user has the rights of the owner of the events. */
  static boolean ownsTheLog(ConnectionSettings settings) {
    try (Connection connection = settings.open();
        Statement statement = connection.createStatement()) {
      return value(
              statement,
              "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class"
                  + " WHERE oid = 'fairlead.event'::regclass")
          .equals("t");
    } catch (SQLException e) {
      throw DatabaseFailure.toException("looking at the writer's rights", e);
    }
  }

  private static String value(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }
}
