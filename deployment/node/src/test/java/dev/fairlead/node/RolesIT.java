package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.api.v1.GetStatusRequest;
import dev.fairlead.api.v1.NodeStatus;
import dev.fairlead.devnet.DevChain;
import dev.fairlead.devnet.Devnet;
import dev.fairlead.devnet.DevnetConfig;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.LogDatabase.Login;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.node.cli.CommandLines;
import dev.fairlead.node.cli.NodeConnection;
import dev.fairlead.node.config.ConfigReader;
import dev.fairlead.node.config.NodeConfig;
import dev.fairlead.node.doctor.Diagnosis;
import dev.fairlead.node.doctor.Doctor;
import dev.fairlead.node.doctor.Finding;
import dev.fairlead.node.doctor.Outcome.Proved;
import dev.fairlead.signing.Secret;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A node with a login of its own for each thing it does, made as the README says. */
@TestInstance(Lifecycle.PER_CLASS)
final class RolesIT {
  private static final String NAME = "roles_of_a_node";
  private static final String PASSWORD = "worthless";

  private final Path directory;
  private final TestDatabase server = TestDatabases.create();
  private final Devnet devnet =
      Devnet.start(DevnetConfig.defaults().withBlockTime(Duration.ofMillis(500)).withRelay());

  RolesIT(@TempDir Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  @BeforeAll
  void makeRoles() throws SQLException {
    dropRoles();
    asAdmin(
        "CREATE ROLE roles_owner LOGIN PASSWORD 'worthless'",
        "CREATE ROLE roles_writer LOGIN PASSWORD 'worthless' IN ROLE fairlead_appender",
        "CREATE ROLE roles_reader LOGIN PASSWORD 'worthless' IN ROLE fairlead_reader",
        "CREATE DATABASE " + NAME + " OWNER roles_owner");
  }

  @AfterAll
  void close() throws SQLException {
    devnet.close();
    dropRoles();
    server.close();
  }

  private void dropRoles() throws SQLException {
    asAdmin(
        "DROP DATABASE IF EXISTS " + NAME + " WITH (FORCE)",
        "DROP ROLE IF EXISTS roles_owner",
        "DROP ROLE IF EXISTS roles_writer",
        "DROP ROLE IF EXISTS roles_reader");
  }

  private static Login login(String user) {
    return new Login(user, Secret.of(PASSWORD));
  }

  private String url() {
    return server.database().url().replaceFirst("[^/]+$", NAME);
  }

  private LogDatabase separate() {
    return new LogDatabase(
        url(), login("roles_owner"), login("roles_writer"), login("roles_reader"));
  }

  private NodeConfig config(String name, LogDatabase database) throws IOException {
    return ConfigReader.read(file(name, database), Map.of());
  }

  private Path file(String name, LogDatabase database) throws IOException {
    DevChain chain = devnet.chain();
    Wallet wallet = Wallet.named("roles");
    chain.fund(wallet.address(), BigInteger.TEN.pow(20));
    Path home = Files.createDirectories(directory.resolve(name));
    return NodeFiles.write(home, wallet, chain, database, chain.http(), devnet.relay().url());
  }

  private static NodeOptions options() {
    return new NodeOptions(
        false,
        true,
        NodeOptions.production().crashPoints(),
        NodeOptions.production().watcher(),
        NodeOptions.production().chainWatcher());
  }

  @Test
  @DisplayName("failures #137: a node with three logins runs, and its writer can change nothing")
  void runsWithALoginForEachThing() throws IOException, InterruptedException, SQLException {
    Path file = file("separate", separate());
    try (Node node = Node.start(ConfigReader.read(file, Map.of()), options());
        NodeConnection connection = NodeConnection.to("127.0.0.1:" + node.apiPort())) {
      NodeStatus status = connection.node().getStatus(GetStatusRequest.getDefaultInstance());
      assertThat(status.getWarningsList())
          .noneMatch(warning -> warning.contains("rights of the log's owner"));
      assertThat(status.getLogPosition()).isPositive();
      assertThat(sessions())
          .contains("roles_writer|fairlead-append", "roles_reader|fairlead-read")
          .noneMatch(session -> session.startsWith("roles_owner"));
      for (String change :
          List.of(
              "UPDATE fairlead.event SET type = 'x'",
              "DELETE FROM fairlead.event",
              "TRUNCATE fairlead.event",
              "ALTER TABLE fairlead.event DISABLE TRIGGER ALL",
              "UPDATE fairlead.seal SET key = 'x'",
              "UPDATE fairlead.log_head SET position = 0")) {
        assertThatThrownBy(() -> execute(url(), login("roles_writer"), change))
            .as(change)
            .isInstanceOf(SQLException.class)
            .hasMessageMatching("(?s).*(permission denied|must be owner).*");
      }
    }
    provesTheirRights(file);
    asAdmin("ALTER ROLE roles_owner NOLOGIN");
    try {
      assertThat(CommandLines.run("events", "rotate-key", "--config", file.toString())).isZero();
      asAdmin("ALTER ROLE roles_writer NOLOGIN");
      assertThat(CommandLines.run("events", "verify", "--config", file.toString())).isZero();
    } finally {
      asAdmin("ALTER ROLE roles_owner LOGIN", "ALTER ROLE roles_writer LOGIN");
    }
  }

  private static void provesTheirRights(Path file) throws IOException, InterruptedException {
    Diagnosis diagnosis =
        new Doctor(ConfigReader.read(file, Map.of()), InstantSource.system()).examine(_ -> {});
    assertThat(diagnosis.isSound(false)).isTrue();
    assertThat(diagnosis.findings())
        .contains(
            new Finding("database", "owner roles_owner", "rights", new Proved("owns the log")),
            new Finding(
                "database",
                "writer roles_writer",
                "rights",
                new Proved("it may append, and change nothing that is written")),
            new Finding(
                "database", "reader roles_reader", "rights", new Proved("it may read the log")));
  }

  @Test
  void warnsWhenAppendsRunAsTheOwner() throws IOException, InterruptedException {
    LogDatabase one = LogDatabase.of(url(), login("roles_owner"));
    try (Node node = Node.start(config("one", one), options())) {
      assertThat(node.warnings())
          .singleElement()
          .asString()
          .contains("appends run with the rights of the log's owner", "database.writer");
    }
  }

  @Test
  void refusesADatabaseWithoutTimescaleBeforeItMakesAnything() throws IOException, SQLException {
    asAdmin("DROP DATABASE IF EXISTS " + NAME + "_plain WITH (FORCE)");
    asAdmin("CREATE DATABASE " + NAME + "_plain");
    String plain = url() + "_plain";
    try {
      execute(plain, server.database().owner(), "CREATE SCHEMA fairlead AUTHORIZATION roles_owner");
      LogDatabase database = LogDatabase.of(plain, login("roles_owner"));

      assertThatThrownBy(() -> Node.start(config("plain", database), options()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("lacks TimescaleDB");
      execute(plain, server.database().owner(), "DROP SCHEMA fairlead RESTRICT");
    } finally {
      asAdmin("DROP DATABASE " + NAME + "_plain WITH (FORCE)");
    }
  }

  private List<String> sessions() throws SQLException {
    String sql =
        "SELECT DISTINCT usename, application_name FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()";
    try (Connection connection = connect(url(), server.database().owner());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        all.add(rows.getString(1) + "|" + rows.getString(2));
      }
      return all;
    }
  }

  private void asAdmin(String... statements) throws SQLException {
    for (String statement : statements) {
      execute(server.database().url(), server.database().owner(), statement);
    }
  }

  private static void execute(String url, Login login, String sql) throws SQLException {
    try (Connection connection = connect(url, login);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(String url, Login login) throws SQLException {
    return DriverManager.getConnection(
        url, login.user(), new String(login.password().reveal(), StandardCharsets.UTF_8));
  }
}
