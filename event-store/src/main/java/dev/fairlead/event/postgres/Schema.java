package dev.fairlead.event.postgres;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.LogDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The tables of the log, made and kept up to date by Flyway. */
public final class Schema {
  static final String NAME = "fairlead";
  private static final String LOCATION = "dev/fairlead/event/migration";
  private static final List<String> SCRIPTS =
      List.of(
          "V1__event_log.sql",
          "V2__append.sql",
          "V3__projections.sql",
          "V4__rights.sql",
          "V5__merkle.sql",
          "V6__market_history.sql",
          "V7__cursors.sql",
          "V8__snapshots.sql",
          "V9__beside.sql",
          "V10__rebuilt.sql",
          "V11__snapshot_seals.sql",
          "afterMigrate.sql");

  private Schema() {}

  /** Brings the database up to date, as its owner; with TimescaleDB where the server has it. */
  public static void migrate(LogDatabase database) {
    extend(ConnectionSettings.owner(database));
    try {
      configuration(database).load().migrate();
    } catch (FlywayException e) {
      throw new EventStoreException(
          Kind.FATAL, "can't migrate " + database.url() + ": " + e.getMessage(), e);
    }
  }

  /** How the scripts are run, as the database's owner. */
  static FluentConfiguration configuration(LogDatabase database) {
    return Flyway.configure()
        .dataSource(
            database.url(),
            database.owner().user(),
            new String(database.owner().password().reveal(), StandardCharsets.UTF_8))
        .schemas(NAME)
        .defaultSchema(NAME)
        .locations("classpath:" + LOCATION)
        .loggers("slf4j");
  }

  /** The names of the scripts, in the order in which they run. */
  static List<String> scripts() {
    return SCRIPTS;
  }

  /** A name for exactly these tables: it changes whenever a script does. */
  public static String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String script : SCRIPTS) {
        try (InputStream in =
            Schema.class.getClassLoader().getResourceAsStream(LOCATION + "/" + script)) {
          if (in == null) {
            throw new IllegalStateException("the script " + script + " is not on the class path");
          }
          digest.update(in.readAllBytes());
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException | IOException e) {
      throw new IllegalStateException("can't read the scripts of the schema", e);
    }
  }

  /** Makes the extension where the server offers it and this user may. */
  static void extend(ConnectionSettings owner) {
    try (Connection connection = owner.open();
        Statement statement = connection.createStatement()) {
      boolean offered;
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT FROM pg_available_extensions"
                  + " WHERE name = 'timescaledb' AND installed_version IS NULL")) {
        offered = rows.next();
      }
      if (offered) {
        tryCreate(statement);
      }
    } catch (SQLException e) {
      throw DatabaseFailure.toException("looking for TimescaleDB as the owner", e);
    }
  }

  /** Refuses tables that the owner has not brought up to date. */
  static void refuseOlder(ConnectionSettings settings) {
    try (Connection connection = settings.open();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT coalesce(max(version::integer), 0)"
                    + " FROM fairlead.flyway_schema_history WHERE success")) {
      rows.next();
      int found = rows.getInt(1);
      if (found != newest()) {
        throw new EventStoreException(
            Kind.FATAL,
            "the tables of %s are of version %d, but %d is needed: a node that starts migrates them"
                .formatted(settings.url(), found, newest()));
      }
    } catch (SQLException e) {
      throw DatabaseFailure.toException("looking at the version of the tables", e);
    }
  }

  private static int newest() {
    return SCRIPTS.stream()
        .filter(script -> script.startsWith("V"))
        .mapToInt(script -> Integer.parseInt(script.substring(1, script.indexOf('_'))))
        .max()
        .orElseThrow();
  }

  /** A server that offers the extension but doesn't load it, or not for us, is used without. */
  private static void tryCreate(Statement statement) throws SQLException {
    try {
      statement.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
    } catch (SQLException e) {
      String state = e.getSQLState() == null ? "" : e.getSQLState();
      if (state.startsWith("08") || state.startsWith("57")) {
        throw e;
      }
    }
  }
}
