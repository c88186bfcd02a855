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
import dev.fairlead.event.StreamAppend;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.codec.Samples;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.model.Event;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.RiskCheck;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Reads a log that is far larger than the memory of who reads it. {@code
 * -Dfairlead.replay.events=10000000} makes it as large as a busy year's.
 */
final class ReplayTest {
  private static final int HEAP_MEGABYTES = 48;
  private static final int EVENT_BYTES = 3_000;
  private static final int A_LIFE = 4;
  private static final int LIVES = 50;
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
  @DisplayName(
      "failures #38: a log larger than the memory is replayed, goes on after a kill in the"
          + " middle to the same rows, and the past answers meanwhile")
  void replaysALogThatIsLargerThanTheMemory() throws Exception {
    int events = Integer.getInteger("fairlead.replay.events", 40_000);
    try (TestDatabase test = TestDatabases.create()) {
      LogDatabase database = test.database();
      LogPosition end;
      try (EventStore store = open(database)) {
        for (int i = 0; i < events; i += LIVES * A_LIFE) {
          assertThat(store.log().append(lives())).isInstanceOf(Appended.class);
        }
        end = store.log().head().position();
        store.intents().catchUp(end, Duration.ofMinutes(30));
      }
      String rows = query(database, ROWS);
      execute(database, "UPDATE fairlead.projection SET revision = 0 WHERE name = 'intent_index'");

      long reached = killInTheMiddle(database, end.value());
      replayed(database, end, reached);

      assertThat(query(database, ROWS)).isEqualTo(rows).startsWith(events / A_LIFE + " ");
    }
  }

  /** How far the index was when the process that made it was killed. */
  private static long killInTheMiddle(LogDatabase database, long end) throws Exception {
    Process killed = start(database);
    try {
      long at = position(database);
      while (at < end / 4 || at == end) {
        assertThat(killed.isAlive()).isTrue();
        at = position(database);
      }
    } finally {
      killed.destroyForcibly().waitFor();
    }
    long reached = position(database);
    assertThat(reached).isBetween(end / 4, end - 1);
    return reached;
  }

  /** The place of rows that are of this revision; before that, the end of the old ones. */
  private static long position(LogDatabase database) throws SQLException {
    return Long.parseLong(
        query(
            database,
            "SELECT CASE WHEN revision = 0 THEN 0 ELSE position END FROM fairlead.projection"
                + " WHERE name = 'intent_index'"));
  }

  private static void replayed(LogDatabase database, LogPosition end, long reached)
      throws Exception {
    Process replaying = start(database);
    try (BufferedReader said = replaying.inputReader(StandardCharsets.UTF_8)) {
      String[] read = String.valueOf(said.readLine()).split(" ", -1);
      assertThat(read[0]).as(String.join(" ", read)).isEqualTo("READ");
      assertThat(Long.parseLong(read[1])).isGreaterThanOrEqualTo(end.value());
      assertThat(read[2])
          .isEqualTo(
              "0x"
                  + query(
                      database,
                      "SELECT encode(hash, 'hex') FROM fairlead.event WHERE position = "
                          + read[1]));
      assertThat(number(said, "PROJECTED")).isPositive().isLessThanOrEqualTo(end.value() - reached);
      assertThat(number(said, "ANSWERED")).isPositive();
      assertThat(said.readLine()).isEqualTo("Sound");
      assertThat(replaying.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      replaying.destroyForcibly();
    }
  }

  private static long number(BufferedReader said, String word) throws IOException {
    String line = String.valueOf(said.readLine());
    assertThat(line).startsWith(word + " ");
    return Long.parseLong(line.substring(word.length() + 1));
  }

  /** Whole lives of intents, each event of a size of its own. */
  private static Append lives() {
    List<StreamAppend> streams = new ArrayList<>();
    for (int i = 0; i < LIVES; i++) {
      IntentId id = new IntentId(UUID.randomUUID());
      List<Event> samples = new Samples(i).everyType(id);
      IntentEvent.Accepted accepted = (IntentEvent.Accepted) samples.getFirst();
      String text = "x".repeat(EVENT_BYTES);
      streams.add(
          new StreamAppend(
              StreamId.intent(id),
              0,
              Stream.of(
                      new IntentEvent.Accepted(
                          id, accepted.intent(), List.of(new RiskCheck("size", text)), null),
                      new IntentEvent.CancelRequested(id, text),
                      new IntentEvent.CancelRequested(id, text + "!"),
                      new IntentEvent.Cancelled(id, Wei.ZERO))
                  .map(event -> new NewEvent(EventId.next(), event))
                  .toList()));
    }
    return new Append(streams, List.of());
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
                    ReplayingNode.class.getName(),
                    Integer.toString(A_LIFE)))
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
