package dev.fairlead.event.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.EventStoreSettings.Access;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.model.node.NodeEvent;
import dev.fairlead.parts.PartsCache;
import dev.fairlead.parts.Progress;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.LocalEventSigner;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
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

/** A running node whose database is another server from one moment to the next. */
final class FailoverTest {
  private static final PartsCache CACHE = PartsCache.ofUser(Progress.silent());

  @TempDir private Path directory;

  private EmbeddedTimescale start() {
    return EmbeddedTimescale.start(directory.resolve("data"), CACHE);
  }

  private static EventStore open(LogDatabase database, String node) {
    EventSigner signer = LocalEventSigner.generate(new SecureRandom());
    return PostgresEventStore.open(
        database,
        new EventStoreSettings(node, Access.SHARED, Duration.ofSeconds(20), 2, 100_000),
        signer,
        InstantSource.system(),
        EventStoreObserver.silent());
  }

  private static LogDatabase at(LogDatabase database, String hosts) {
    return new LogDatabase(
        "jdbc:postgresql://" + hosts + "/fairlead",
        database.owner(),
        database.writer(),
        database.reader());
  }

  private static int port(LogDatabase database) {
    return Integer.parseInt(database.url().replaceFirst(".*:(\\d+)/.*", "$1"));
  }

  private static Append append(String stream, int number) {
    return Append.to(
        new StreamId("test", stream),
        number,
        new NewEvent(EventId.next(), new NodeEvent.Started("e" + number, "1")));
  }

  private static String query(LogDatabase database, String sql) throws SQLException {
    try (Connection connection =
            Connections.open(database.url(), database.owner().user(), database.owner().password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  @Test
  @DisplayName(
      "failures #31: after a fail-over to a standby that missed commits, and that another node has"
          + " written to since, nothing is appended any more")
  void stopsOnAStandbyThatMissedCommits() throws Exception {
    try (EmbeddedTimescale primary = start();
        EventStore store = open(primary.database(), "node-1")) {
      assertThat(store.log().append(append("s", 0))).isInstanceOf(Appended.class);
    }
    EmbeddedTimescale primary = null;
    try (Replica replica = Replica.of(directory.resolve("data"), directory.resolve("replica"))) {
      primary = start();
      LogDatabase known = primary.database();
      String second = "127.0.0.1:" + replica.port();
      LogDatabase standby = at(known, second);
      replica.awaitAnswer(standby);
      try (EventStore store =
          open(at(known, "127.0.0.1:" + port(known) + "," + second), "node-1")) {
        for (int i = 1; i <= 3; i++) {
          assertThat(store.log().append(append("s", i))).isInstanceOf(Appended.class);
        }
        primary.close();
        assertThat(query(standby, "SELECT pg_promote()")).isEqualTo("t");
        try (EventStore other = open(standby, "node-2")) {
          for (int i = 0; i < 10; i++) {
            assertThat(other.log().append(append("t", i))).isInstanceOf(Appended.class);
          }
        }
        String head = query(standby, "SELECT position FROM fairlead.log_head");

        for (int i = 0; i < 2; i++) {
          assertThatThrownBy(() -> store.log().append(append("u", 0)))
              .isInstanceOfSatisfying(
                  EventStoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FATAL))
              .hasMessageContaining("is not the one that it saw there");
        }

        assertThat(store.evidence().condition().halted()).contains("another copy of the log");
        assertThat(query(standby, "SELECT position FROM fairlead.log_head")).isEqualTo(head);
      }
    } finally {
      if (primary != null) {
        primary.close();
      }
    }
  }

  @ParameterizedTest(name = "failures #20: a server that comes to have {0} off is refused by name")
  @ValueSource(strings = {"fsync", "full_page_writes"})
  void refusesAServerThatBecameUnsafe(String setting) throws Exception {
    try (EmbeddedTimescale server = start();
        EventStore store = open(server.database(), "node-1")) {
      assertThat(store.log().append(append("s", 0))).isInstanceOf(Appended.class);
      server.execute("postgres", List.of("ALTER SYSTEM SET " + setting + " = off"));
      reload(server, setting, "off");

      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> store.log().append(append("s", 1)))
            .isInstanceOfSatisfying(
                EventStoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FATAL))
            .hasMessageContaining(setting + " is off");
      }
      server.execute("postgres", List.of("ALTER SYSTEM RESET " + setting));
      reload(server, setting, "on");
      assertThat(store.log().append(append("s", 1))).isInstanceOf(Appended.class);
    }
  }

  /** Until new sessions have the setting; then the appender's session ends. */
  private static void reload(EmbeddedTimescale server, String setting, String value)
      throws SQLException {
    LogDatabase database = server.database();
    query(database, "SELECT pg_reload_conf()");
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!query(database, "SHOW " + setting).equals(value)) {
      assertThat(System.nanoTime()).as("%s is never %s", setting, value).isLessThan(end);
    }
    query(
        database,
        "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
            + " WHERE application_name = 'fairlead-append'");
  }
}
