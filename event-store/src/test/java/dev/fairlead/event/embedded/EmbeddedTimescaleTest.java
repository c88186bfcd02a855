package dev.fairlead.event.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.model.LogPosition;
import dev.fairlead.parts.PartsCache;
import dev.fairlead.parts.Progress;
import dev.fairlead.signing.LocalEventSigner;
import dev.fairlead.signing.Secret;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedTimescaleTest {
  private static final PartsCache CACHE = PartsCache.ofUser(Progress.silent());

  @TempDir private Path directory;

  private EmbeddedTimescale start() {
    return EmbeddedTimescale.start(directory.resolve("data"), CACHE);
  }

  private static EventStore open(EmbeddedTimescale server) {
    return PostgresEventStore.open(
        server.database(),
        EventStoreSettings.of("node-1"),
        LocalEventSigner.generate(new SecureRandom()),
        InstantSource.system(),
        EventStoreObserver.silent());
  }

  @Test
  void keepsItsDataBetweenStarts() {
    try (EmbeddedTimescale server = start();
        EventStore store = open(server)) {
      assertThat(store.log().head().position()).isEqualTo(new LogPosition(1));
      assertThat(store.degraded()).isEqualTo(server.degraded());
    }
    try (EmbeddedTimescale server = start();
        EventStore store = open(server)) {
      assertThat(store.log().head().position()).isEqualTo(new LogPosition(2));
      assertThat(store.verifier().verify((done, of) -> {})).isInstanceOf(Verdict.Sound.class);
    }
  }

  @Test
  void refusesASecondNodeOnItsDirectory() {
    try (EmbeddedTimescale first = start()) {
      assertThat(first.process()).isPresent();
      assertThatThrownBy(this::start)
          .isInstanceOfSatisfying(
              EventStoreException.class,
              e -> assertThat(e.kind()).isEqualTo(EventStoreException.Kind.FATAL))
          .hasMessageContaining("another node")
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
    }
  }

  @Test
  void startsOverAMarkThatALiveForeignProcessSeemsToHold() throws Exception {
    start().close();
    Files.writeString(
        directory.resolve("data/postgres/postmaster.pid"),
        ProcessHandle.current().pid() + "\n" + directory + "\n0\n1\n\n\n0 0\nready\n");

    try (EmbeddedTimescale server = start()) {
      assertThat(server.databases("fairlead")).contains("fairlead");
    }
  }

  @Test
  void isReachableFromThisMachineOnlyAndKeepsItsPasswordPrivate() throws Exception {
    try (EmbeddedTimescale server = start()) {
      assertThat(server.jdbcUrl()).startsWith("jdbc:postgresql://127.0.0.1:");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(directory.resolve("data/password"))))
          .isEqualTo("rw-------");
      assertThatThrownBy(() -> Connections.open(server.jdbcUrl(), "fairlead", Secret.of("guess")))
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void runsPlainPostgresWhereTheExtensionCanNotBeHadAndSaysSo() throws Exception {
    DataDirectory held = DataDirectory.hold(directory.resolve("plain"));
    try (EmbeddedTimescale server =
            EmbeddedTimescale.start(
                held, CACHE, cache -> ServerBinaries.plain(cache, "no apt on this machine"));
        EventStore store = open(server)) {
      assertThat(server.degraded()).contains("no apt on this machine");
      assertThat(store.degraded()).isPresent();
      assertThat(store.verifier().verify((done, of) -> {})).isInstanceOf(Verdict.Sound.class);
    }
  }

  @Test
  void takesAPlainLogOverIntoAHypertableOnceTheExtensionIsThere() throws Exception {
    Path data = directory.resolve("upgraded");
    try (EmbeddedTimescale server =
            EmbeddedTimescale.start(
                DataDirectory.hold(data), CACHE, cache -> ServerBinaries.plain(cache, "none"));
        EventStore store = open(server)) {
      assertThat(store.degraded()).isPresent();
    }
    try (EmbeddedTimescale server = EmbeddedTimescale.start(data, CACHE);
        EventStore store = open(server)) {
      assertThat(store.degraded()).isEqualTo(server.degraded());
      assertThat(store.verifier().verify((done, of) -> {}))
          .isInstanceOfSatisfying(
              Verdict.Sound.class, sound -> assertThat(sound.count()).isEqualTo(2));
    }
  }

  @Test
  void endsWithANodeThatIsKilledAndStartsAgain() throws Exception {
    Path data = directory.resolve("data");
    Process node =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    KilledNode.class.getName(),
                    data.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long pid;
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8))) {
      pid = Long.parseLong(String.valueOf(out.readLine()));
      Optional<ProcessHandle> server = ProcessHandle.of(pid);
      assertThat(server).isPresent();
      CompletableFuture<ProcessHandle> end = server.get().onExit();

      node.destroyForcibly();

      assertThat(end.get(20, TimeUnit.SECONDS).pid()).isEqualTo(pid);
    }
    try (EmbeddedTimescale again = EmbeddedTimescale.start(data, CACHE)) {
      assertThat(again.process().orElseThrow().pid()).isNotEqualTo(pid);
    }
  }
}
