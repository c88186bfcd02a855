package dev.fairlead.event.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.EventStoreSettings.Access;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.node.NodeEvent;
import dev.fairlead.parts.PartsCache;
import dev.fairlead.parts.Progress;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.LocalEventSigner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that a log must not be on, and one whose disk is full. */
final class ServerFaultTest {
  private static final PartsCache CACHE = PartsCache.ofUser(Progress.silent());
  private static final EventSigner SIGNER = LocalEventSigner.generate(new SecureRandom());

  @TempDir private Path directory;

  private EmbeddedTimescale start() {
    return EmbeddedTimescale.start(directory.resolve("data"), CACHE);
  }

  private static EventStore open(LogDatabase database) {
    return PostgresEventStore.open(
        database,
        new EventStoreSettings("node-1", Access.SHARED, Duration.ofSeconds(2), 2, 100_000),
        SIGNER,
        InstantSource.system(),
        EventStoreObserver.silent());
  }

  private static void isRefused(LogDatabase database, String why) {
    assertThatThrownBy(() -> open(database))
        .isInstanceOfSatisfying(
            EventStoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FATAL))
        .hasMessageContaining(why);
  }

  private static LogDatabase at(LogDatabase database, String hostsAndMore) {
    return new LogDatabase(
        "jdbc:postgresql://" + hostsAndMore,
        database.owner(),
        database.writer(),
        database.reader());
  }

  private static int port(LogDatabase database) {
    return Integer.parseInt(database.url().replaceFirst(".*:(\\d+)/.*", "$1"));
  }

  private static Append append(int number) {
    return Append.to(
        new StreamId("test", "s"),
        number,
        new NewEvent(EventId.next(), new NodeEvent.Started("x".repeat(500), "1")));
  }

  @ParameterizedTest(name = "failures #20: a server with {0} off is refused by its name")
  @ValueSource(strings = {"fsync", "full_page_writes", "synchronous_commit"})
  void refusesAServerThatMayLoseWhatItAcknowledged(String setting) {
    try (EmbeddedTimescale server = start()) {
      server.execute("postgres", List.of("ALTER SYSTEM SET " + setting + " = off"));
    }
    try (EmbeddedTimescale server = start()) {
      isRefused(server.database(), setting + " is off");
      server.execute("postgres", List.of("ALTER SYSTEM RESET " + setting));
    }
    try (EmbeddedTimescale server = start();
        EventStore store = open(server.database())) {
      assertThat(store.log().append(append(0))).isInstanceOf(Appended.class);
    }
  }

  @Test
  @DisplayName("failures #33: a pooler that shares sessions between transactions is refused")
  void refusesATransactionPooler() throws Exception {
    try (EmbeddedTimescale server = start();
        TransactionPooler pooler = new TransactionPooler(port(server.database()))) {
      LogDatabase pooled = at(server.database(), "127.0.0.1:" + pooler.port() + "/fairlead");

      isRefused(pooled, "shares sessions between transactions");
      assertThat(server.databases("fairlead")).containsExactly("fairlead");
    }
  }

  @Test
  @DisplayName("failures #33: connections whose settings are not in force are refused")
  void refusesConnectionsThatLostTheirSettings() {
    try (EmbeddedTimescale server = start()) {
      isRefused(
          at(
              server.database(),
              "127.0.0.1:" + port(server.database()) + "/fairlead?options=-c%20jit=off"),
          "not in force");
    }
  }

  @Test
  @DisplayName("failures #32: a replica answers nothing, whatever hosts the URL names")
  void readsFromThePrimaryOnly() throws Exception {
    try (EmbeddedTimescale primary = start();
        EventStore store = open(primary.database())) {
      assertThat(store.log().append(append(0))).isInstanceOf(Appended.class);
    }
    try (Replica replica = Replica.of(directory.resolve("data"), directory.resolve("replica"));
        EmbeddedTimescale primary = start()) {
      LogDatabase database = primary.database();
      String both = "127.0.0.1:%d,127.0.0.1:%d/fairlead".formatted(replica.port(), port(database));
      replica.awaitAnswer(at(database, "127.0.0.1:" + replica.port() + "/fairlead"));

      isRefused(at(database, "127.0.0.1:" + replica.port() + "/fairlead"), "is a replica");
      isRefused(at(database, both + "?targetServerType=preferSecondary"), "targetServerType");

      try (EventStore store = open(at(database, both + "?loadBalanceHosts=true"))) {
        EventLog log = store.log();
        for (int i = 1; i <= 20; i++) {
          Appended appended = (Appended) log.append(append(i));
          assertThat(log.head().position()).isEqualTo(appended.last());
          assertThat(log.read(new StreamId("test", "s"))).hasSize(i + 1);
          store.intents().catchUp(appended.last(), Duration.ofSeconds(20));
        }
        assertThat(store.verifier().verify((done, of) -> {})).isInstanceOf(Verdict.Sound.class);
      }
    }
  }

  @Test
  @DisplayName("failures #29: on a full disk appends are refused, and go on when there is room")
  void outlivesAFullDisk() throws Exception {
    Path small = Files.createDirectory(directory.resolve("small"));
    assumeThat(SmallDisk.possible(small)).as("a file system can be made").isTrue();
    LogDatabase known;
    try (EmbeddedTimescale first = start()) {
      known = first.database();
    }
    ServerBinaries programs =
        SmallDisk.under(directory.resolve("programs"), ServerBinaries.get(CACHE), small, 6);
    try (DataDirectory held = DataDirectory.hold(directory.resolve("data"));
        PostgresServer server = PostgresServer.start(held, programs, ServerUser.SAME)) {
      LogDatabase database = at(known, "127.0.0.1:" + server.port() + "/fairlead");
      try (EventStore store = open(database)) {
        EventLog log = store.log();
        execute(
            database,
            "CREATE TABLESPACE small LOCATION '" + small + "'",
            "ALTER TABLE fairlead.event_key SET TABLESPACE small",
            "ALTER INDEX fairlead.event_key_pkey SET TABLESPACE small",
            "ALTER INDEX fairlead.event_key_version SET TABLESPACE small",
            "CREATE TABLE fairlead.filler (bytes text) TABLESPACE small");
        fill(database);

        int next = 0;
        Append refused = append(next);
        EventStoreException failure = null;
        while (failure == null) {
          try {
            assertThat(log.append(refused)).isInstanceOf(Appended.class);
            refused = append(++next);
          } catch (EventStoreException e) {
            failure = e;
          }
        }

        assertThat(failure.kind()).isEqualTo(Kind.RETRYABLE);
        assertThat(failure.takesNoWrites()).isTrue();
        assertThat(failure).hasStackTraceContaining("No space left on device");
        LogPosition head = log.head().position();
        assertThat(log.read(new StreamId("test", "s"))).hasSize(next);
        execute(database, "DROP TABLE fairlead.filler", "CHECKPOINT");

        AppendResult again = log.append(refused);

        assertThat(again)
            .isInstanceOfSatisfying(
                Appended.class,
                appended -> assertThat(appended.first().value()).isEqualTo(head.value() + 1));
        assertThat(log.read(new StreamId("test", "s"))).hasSize(next + 1);
        assertThat(store.verifier().verify((done, of) -> {})).isInstanceOf(Verdict.Sound.class);
      }
    }
  }

  /** Until the server says that there is no room. */
  private static void fill(LogDatabase database) {
    assertThatThrownBy(
            () -> {
              while (true) {
                execute(
                    database,
                    "INSERT INTO fairlead.filler"
                        + " SELECT string_agg(gen_random_uuid()::text, '')"
                        + " FROM generate_series(1, 20) a, generate_series(1, 50) b GROUP BY b");
              }
            })
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("53100"));
  }

  private static void execute(LogDatabase database, String... statements) throws SQLException {
    try (Connection connection =
            Connections.open(database.url(), database.owner().user(), database.owner().password());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
