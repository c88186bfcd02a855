package dev.fairlead.event.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.LogHead;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.node.NodeEvent;
import dev.fairlead.parts.PartsCache;
import dev.fairlead.parts.Progress;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.LocalEventSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the README that dump and restore a log, run as they stand there. */
final class DumpTest {
  private static final PartsCache CACHE = PartsCache.ofUser(Progress.to(System.err));
  private static final EventSigner SIGNER = LocalEventSigner.generate(new SecureRandom());
  private static final StreamId STREAM = new StreamId("test", "s");
  private static final Pattern COMMANDS =
      Pattern.compile("## Dump and restore\n.*?```\n(.*?)```", Pattern.DOTALL);
  private static final int EVENTS = 20;

  @TempDir private Path directory;

  /** What is typed into a shell; the lines that need a node are for people. */
  private static String commands() throws IOException {
    Path readme = Path.of("README.md").toAbsolutePath();
    Matcher found = COMMANDS.matcher(Files.readString(readme));
    assertThat(found.find()).as("the commands in %s", readme).isTrue();
    List<String> lines =
        found
            .group(1)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("deployment/fairlead"))
            .toList();
    assertThat(lines).hasSize(6);
    return String.join("\n", lines);
  }

  private static EventStore open(LogDatabase database) {
    return PostgresEventStore.open(
        database,
        EventStoreSettings.of("node-1"),
        SIGNER,
        InstantSource.system(),
        EventStoreObserver.silent());
  }

  private static void append(EventStore store, long version) {
    NewEvent event = new NewEvent(EventId.next(), new NodeEvent.Started("e" + version, "1"));
    assertThat(store.log().append(Append.to(STREAM, version, event))).isInstanceOf(Appended.class);
  }

  /** As psql names a database. */
  private static String uri(LogDatabase database, String name) {
    return database
            .url()
            .replace(
                "jdbc:postgresql://",
                "postgresql://%s:%s@"
                    .formatted(
                        database.owner().user(),
                        new String(database.owner().password().reveal(), StandardCharsets.UTF_8)))
            .replaceAll("/[^/]*$", "/")
        + name;
  }

  private void run(String commands, EmbeddedTimescale from, EmbeddedTimescale to)
      throws IOException, InterruptedException {
    Path output = directory.resolve("commands.out");
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-e", "-c", commands)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    shell.environment().put("PATH", ClientTools.in(directory, CACHE) + ":" + System.getenv("PATH"));
    shell.environment().put("SOURCE", uri(from.database(), "fairlead"));
    shell.environment().put("SERVER", uri(to.database(), "postgres"));
    shell.environment().put("TARGET", uri(to.database(), "fairlead"));
    assertThat(shell.start().waitFor()).as(Files.readString(output)).isZero();
  }

  /** A server as it comes: without the roles and the database that an embedded one has. */
  private EmbeddedTimescale emptyServer() {
    EmbeddedTimescale server = EmbeddedTimescale.start(directory.resolve("other"), CACHE);
    server.execute(
        "postgres",
        List.of(
            "DROP DATABASE fairlead",
            "DROP ROLE fairlead_node",
            "DROP ROLE fairlead_view",
            "DROP ROLE fairlead_appender",
            "DROP ROLE fairlead_reader"));
    return server;
  }

  @Test
  void restoresADumpThatIsSoundAndGoesOn() throws Exception {
    try (EmbeddedTimescale source = EmbeddedTimescale.start(directory.resolve("data"), CACHE);
        EmbeddedTimescale target = emptyServer()) {
      List<RecordedEvent> all;
      LogHead head;
      try (EventStore store = open(source.database())) {
        for (int i = 0; i < EVENTS; i++) {
          append(store, i);
        }
        run(commands(), source, target);
        all = store.log().readAll(LogPosition.START, 1000);
        head = store.log().head();
      }

      LogDatabase restored = LogDatabase.of(target.database().url(), target.database().owner());
      try (EventStore store = open(restored)) {
        assertThat(store.degraded()).isEmpty();
        assertThat(store.log().head()).isEqualTo(head);
        assertThat(store.log().readAll(LogPosition.START, 1000)).isEqualTo(all);
        append(store, EVENTS);
        assertThat(store.statistics().edition().timescale()).isPresent();
        assertThat(store.verifier().verify((done, of) -> {}))
            .isInstanceOfSatisfying(
                Verdict.Sound.class,
                sound -> assertThat(sound.count()).isEqualTo(head.position().value() + 1));
      }
    }
  }
}
