package dev.fairlead.node.doctor;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.LogDatabase.Login;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.node.Databases;
import dev.fairlead.node.config.DatabaseConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;

/** The log's database: whether it keeps what it acknowledges, and who may do what in it. */
final class DatabaseCheck {
  private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(5);
  private static final String RIGHTS = "rights";

  private static final String EXISTS = "SELECT to_regclass('fairlead.event') IS NOT NULL";
  private static final String MAY_CREATE =
      "SELECT has_database_privilege(current_database(), 'CREATE')";
  private static final String OWNS =
      "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'fairlead.event'::regclass";
  private static final String MAY_APPEND =
      "SELECT coalesce(bool_and(has_function_privilege(p.oid, 'EXECUTE')), false) FROM pg_proc p"
          + " JOIN pg_namespace n ON n.oid = p.pronamespace"
          + " WHERE n.nspname = 'fairlead' AND p.proname IN ('append_commit', 'append_event')";
  private static final String MAY_CHANGE =
      "SELECT has_table_privilege('fairlead.event', 'INSERT, UPDATE, DELETE, TRUNCATE')";
  private static final String MAY_READ =
      "SELECT has_schema_privilege('fairlead', 'USAGE')"
          + " AND has_table_privilege('fairlead.event', 'SELECT')";

  private final InstantSource clock;
  private final Sheet sheet;

  DatabaseCheck(InstantSource clock, Sheet sheet) {
    this.clock = clock;
    this.sheet = sheet.about("server");
  }

  void examine(DatabaseConfig config) {
    if (config.url() == null) {
      sheet.notProved("configured", "database.url is left out, so that no node can run on it");
      return;
    }
    LogDatabase database = Databases.of(config);
    try (Connection owner = open(database, database.owner());
        Statement statement = owner.createStatement()) {
      sheet.proved("answers", value(statement, "SELECT version()"));
      boolean exists = isTrue(statement, EXISTS);
      clock(statement);
      timescale(statement);
      space(statement);
      settings(database);
      owner(statement, database.owner(), exists);
      login(database, database.writer(), "writer", exists, this::writer);
      login(database, database.reader(), "reader", exists, this::reader);
    } catch (SQLException e) {
      sheet.wrong(
          "answers",
          String.valueOf(e.getMessage()),
          "check database.url, user and password, and that the server runs");
    }
  }

  private void settings(LogDatabase database) {
    try {
      PostgresEventStore.refuseUnsafe(database);
      sheet.proved("settings", "what is acknowledged is on the disk; it is a primary, no pooler");
    } catch (EventStoreException e) {
      sheet.wrong("settings", String.valueOf(e.getMessage()), "change it at the server");
    }
  }

  private void clock(Statement statement) throws SQLException {
    Instant before = clock.instant();
    Instant told =
        Instant.parse(
            value(
                statement,
                "SELECT to_char(clock_timestamp() AT TIME ZONE"
                    + " 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
    Instant after = clock.instant();
    Duration ahead =
        told.isBefore(before) ? Duration.between(told, before) : Duration.between(after, told);
    if (ahead.compareTo(CLOCK_DIFFERENCE) > 0) {
      sheet.wrong(
          "clock",
          "%d ms from this machine's".formatted(ahead.toMillis()),
          "set both clocks by NTP");
    } else {
      sheet.proved("clock", "%d ms from this machine's".formatted(Math.max(0, ahead.toMillis())));
    }
  }

  private void timescale(Statement statement) throws SQLException {
    String installed = "SELECT max(extversion) FROM pg_extension WHERE extname = 'timescaledb'";
    String offered = "SELECT count(*) > 0 FROM pg_available_extensions WHERE name = 'timescaledb'";
    String version = value(statement, installed);
    if (!version.equals("null")) {
      sheet.proved("TimescaleDB", version);
    } else if (isTrue(statement, offered)) {
      sheet.notProved("TimescaleDB", "the server offers it; the node makes it at its first start");
    } else {
      sheet.wrong(
          "TimescaleDB", "the server does not offer it", "install it; no node runs without");
    }
  }

  /** PostgreSQL tells what it uses and never what is left, unless its disk is this machine's. */
  private void space(Statement statement) throws SQLException {
    String used = value(statement, "SELECT pg_size_pretty(pg_database_size(current_database()))");
    Optional<Path> directory = dataDirectory(statement.getConnection());
    if (directory.isPresent()) {
      PlaceCheck.space(sheet, directory.get());
    } else {
      sheet.notProved("disk", used + " are used; what is free is seen at the server alone");
    }
  }

  /** Only some roles are told where it is. */
  private static Optional<Path> dataDirectory(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      return Optional.of(Path.of(value(statement, "SELECT current_setting('data_directory')")))
          .filter(Files::isDirectory);
    } catch (SQLException notTold) {
      return Optional.empty();
    }
  }

  private void owner(Statement statement, Login login, boolean exists) throws SQLException {
    Sheet own = sheet.about("owner " + login.user());
    if (exists && isTrue(statement, OWNS)) {
      own.proved(RIGHTS, "owns the log");
    } else if (exists) {
      own.wrong(
          RIGHTS, "the log belongs to another role", "give database.user the log's owner's name");
    } else if (isTrue(statement, MAY_CREATE)) {
      own.notProved(RIGHTS, "there is no log yet; it may make one");
    } else {
      own.wrong(
          RIGHTS,
          "there is no log, and it may not make one",
          "ALTER DATABASE … OWNER TO " + login.user());
    }
  }

  @FunctionalInterface
  private interface Rights {
    void judge(Statement statement, Sheet own) throws SQLException;
  }

  private void login(
      LogDatabase database, Login login, String role, boolean exists, Rights rights) {
    Sheet own = sheet.about(role + " " + login.user());
    try (Connection connection = open(database, login);
        Statement statement = connection.createStatement()) {
      if (exists) {
        rights.judge(statement, own);
      } else {
        own.notProved(RIGHTS, "there is no log yet that rights could be had in");
      }
    } catch (SQLException e) {
      own.wrong(
          "answers",
          String.valueOf(e.getMessage()),
          "check database." + role + ".user and .password");
    }
  }

  private void writer(Statement statement, Sheet own) throws SQLException {
    if (!isTrue(statement, MAY_APPEND)) {
      own.wrong(RIGHTS, "it may not append", "make it a member of fairlead_appender");
    } else if (isTrue(statement, MAY_CHANGE)) {
      own.notProved(
          RIGHTS,
          "it could also change what is written; give the node a database.writer of its own");
    } else {
      own.proved(RIGHTS, "it may append, and change nothing that is written");
    }
  }

  private void reader(Statement statement, Sheet own) throws SQLException {
    if (isTrue(statement, MAY_READ)) {
      own.proved(RIGHTS, "it may read the log");
    } else {
      own.wrong(RIGHTS, "it may not read the log", "make it a member of fairlead_reader");
    }
  }

  private static Connection open(LogDatabase database, Login login) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", login.user());
    properties.setProperty(
        "password", new String(login.password().reveal(), StandardCharsets.UTF_8));
    properties.setProperty("ApplicationName", "fairlead-doctor");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "30");
    Connection connection = DriverManager.getConnection(database.url(), properties);
    connection.setReadOnly(true);
    return connection;
  }

  private static boolean isTrue(Statement statement, String query) throws SQLException {
    return value(statement, query).equals("t");
  }

  private static String value(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }
}
