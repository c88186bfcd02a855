package dev.fairlead.event.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.node.NodeEvent;
import dev.fairlead.signing.LocalEventSigner;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Reads a log that is far larger than the memory of who reads it. {@code
 * -Dfairlead.replay.events=10000000} makes it as large as a busy year's.
 */
final class ReplayTest {
  private static final int HEAP_MEGABYTES = 48;
  private static final int EVENT_BYTES = 3_000;
  private static final int AT_ONCE = 200;
  private static final String ROWS =
      "SELECT count(*) || ' ' || md5(string_agg(i::text, ',' ORDER BY intent))"
          + " FROM fairlead.intent_index i";

  private static EventStore open(LogDatabase database) {
    return PostgresEventStore.open(
        database,
        EventStoreSettings.of("node-1"),
        LocalEventSigner.generate(new SecureRandom()),
        InstantSource.system(),
        EventStoreObserver.silent());
  }

  @Test
  @DisplayName("failures #38: a log larger than the memory is replayed, the past answers meanwhile")
  void replaysALogThatIsLargerThanTheMemory() throws Exception {
    int events = Integer.getInteger("fairlead.replay.events", 40_000);
    try (TestDatabase test = TestDatabases.create()) {
      LogDatabase database = test.database();
      StreamId bulk = new StreamId("test", "bulk");
      try (EventStore store = open(database)) {
        for (int version = 0; version < events; version += AT_ONCE) {
          assertThat(store.log().append(Append.to(bulk, version, some(AT_ONCE))))
              .isInstanceOf(Appended.class);
        }
        CallerAppend intent = new CallerAppend(new CallerName("node-1", 0), 0, 0);
        for (int i = 0; i < 500; i++) {
          assertThat(store.log().append(intent.append())).isInstanceOf(Appended.class);
          intent = intent.next();
        }
        store.intents().catchUp(store.log().head().position(), Duration.ofMinutes(10));
      }
      String rows = query(database, ROWS);
      execute(database, "UPDATE fairlead.projection SET revision = 0");

      Process replaying = start(database);
      try (EventStore store = open(database);
          BufferedReader said = replaying.inputReader(StandardCharsets.UTF_8)) {
        LogPosition past = new LogPosition(AT_ONCE);
        List<RecordedEvent> first = store.log().read(bulk, past);
        String read = said.readLine();
        assertThat(store.log().read(bulk, past)).isEqualTo(first).isNotEmpty();

        String[] words = String.valueOf(read).split(" ", -1);
        assertThat(words[0]).as(read).isEqualTo("READ");
        RecordedEvent last =
            store.log().readAll(new LogPosition(Long.parseLong(words[1]) - 1), 1).getFirst();
        assertThat(words[2]).isEqualTo(last.hash().toString());
        assertThat(said.readLine()).isEqualTo("Sound");
        assertThat(replaying.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(query(database, ROWS)).isEqualTo(rows).startsWith("500 ");
      } finally {
        replaying.destroyForcibly();
      }
    }
  }

  private static NewEvent[] some(int count) {
    NewEvent[] events = new NewEvent[count];
    for (int i = 0; i < count; i++) {
      events[i] =
          new NewEvent(EventId.random(), new NodeEvent.Started("x".repeat(EVENT_BYTES), "1"));
    }
    return events;
  }

  private static Process start(LogDatabase database) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + HEAP_MEGABYTES + "m",
                    "-XX:+UseSerialGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ReplayingNode.class.getName()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    DatabaseLines.write(database, process.outputWriter(StandardCharsets.UTF_8));
    return process;
  }

  private static String query(LogDatabase database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static void execute(LogDatabase database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(LogDatabase database) throws SQLException {
    return DriverManager.getConnection(
        database.url(),
        database.owner().user(),
        new String(database.owner().password().reveal(), StandardCharsets.UTF_8));
  }
}
