package dev.fairlead.event.postgres;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** Refuses a server that could lose what it acknowledged. */
final class ServerCheck {
  private static final List<String> MUST_BE_ON =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private ServerCheck() {}

  static void refuseUnsafe(ConnectionSettings settings) {
    try (Connection connection = settings.open();
        Statement statement = connection.createStatement()) {
      for (String setting : MUST_BE_ON) {
        String value = value(statement, "SELECT current_setting('" + setting + "')");
        if (value.equals("off")) {
          throw new EventStoreException(
              Kind.FATAL,
              setting
                  + " is off on "
                  + settings.url()
                  + ": an acknowledged event could be lost; switch it on");
        }
      }
      if (value(statement, "SELECT pg_is_in_recovery()").equals("t")) {
        throw new EventStoreException(
            Kind.FATAL, settings.url() + " is a replica: the log is written to its primary");
      }
    } catch (SQLException e) {
      throw DatabaseFailure.toException("checking the server's settings", e);
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

  private static String value(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }
}
