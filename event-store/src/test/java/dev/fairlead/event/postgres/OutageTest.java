package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.event;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.EventStoreSettings.Access;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.codec.Samples;
import dev.fairlead.event.embedded.EmbeddedTimescale;
import dev.fairlead.event.embedded.KilledServer;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.node.NodeEvent;
import dev.fairlead.parts.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of appends when the database goes away in the middle of them. */
final class OutageTest {
  private static EventStore open(LogDatabase database, Duration patience) {
    return PostgresEventStore.open(
        database,
        new EventStoreSettings("node-1", Access.SHARED, patience, 4, 100_000),
        LogFixture.SIGNER,
        InstantSource.system(),
        EventStoreObserver.silent());
  }

  @Test
  @DisplayName("failures #22: an append whose answer was lost after the commit is there once")
  void findsItsOwnCommitWhenTheAnswerWasLost() throws Exception {
    try (LogFixture fixture = new LogFixture();
        DroppingProxy proxy = new DroppingProxy(fixture.database());
        EventStore store = open(proxy.database(), Duration.ofSeconds(20))) {
      EventLog log = store.log();
      append(log, stream("s"), 0, "first");
      proxy.dropNext(2);
      NewEvent event = event("second");

      AppendResult result = log.append(Append.to(stream("s"), 1, event));

      assertThat(proxy.dropped()).isEqualTo(2);
      assertThat(result)
          .isInstanceOfSatisfying(
              Appended.class,
              appended -> {
                assertThat(appended.first()).isEqualTo(new LogPosition(3));
                assertThat(appended.repeated()).isFalse();
              });
      assertThat(log.read(stream("s"))).extracting(RecordedEvent::version).containsExactly(1L, 2L);
      append(log, stream("s"), 2, "third");
      assertThat(store.verifier().verify((done, of) -> {})).isInstanceOf(Verdict.Sound.class);
    }
  }

  @ParameterizedTest(name = "failures #22: an answer of which {0} bytes came is one that was lost")
  @ValueSource(ints = {1, 8, 20, 25, 33})
  @Timeout(60)
  void findsItsOwnCommitWhenTheAnswerWasCutShort(int bytes) throws Exception {
    try (LogFixture fixture = new LogFixture();
        DroppingProxy proxy = new DroppingProxy(fixture.database());
        EventStore store = open(proxy.database(), Duration.ofSeconds(20))) {
      append(store.log(), stream("s"), 0, "first");
      proxy.passing(bytes);
      proxy.dropNext(1);

      AppendResult result = store.log().append(Append.to(stream("s"), 1, event("second")));

      assertThat(proxy.dropped()).isEqualTo(1);
      assertThat(((Appended) result).repeated()).isFalse();
      assertThat(store.log().read(stream("s"))).hasSize(2);
    }
  }

  @Test
  @DisplayName("failures #22: when the outcome stays unknown the caller is told, and may ask again")
  void saysThatTheOutcomeIsUnknown() throws Exception {
    try (LogFixture fixture = new LogFixture();
        DroppingProxy proxy = new DroppingProxy(fixture.database());
        EventStore store = open(proxy.database(), Duration.ofMillis(300))) {
      Append append = Append.to(stream("s"), 0, event("a"));
      proxy.dropNext(1_000_000);

      assertThatThrownBy(() -> store.log().append(append))
          .isInstanceOfSatisfying(
              EventStoreException.class,
              e -> assertThat(e.kind()).isEqualTo(EventStoreException.Kind.RETRYABLE))
          .hasMessageContaining("unknown");

      proxy.dropNext(0);
      assertThat(store.log().append(append)).isInstanceOf(Appended.class);
      assertThat(store.log().read(stream("s"))).hasSize(1);
    }
  }

  @Test
  @DisplayName("failures #22: nor is it called unwritten when the database then refuses the node")
  void saysThatTheOutcomeIsUnknownAlsoWhenItIsRefused() throws Exception {
    try (LogFixture fixture = new LogFixture();
        DroppingProxy proxy = new DroppingProxy(fixture.database());
        EventStore store = open(proxy.database(), Duration.ofSeconds(20))) {
      append(store.log(), stream("s"), 0, "first");
      Append append = Append.to(stream("s"), 1, event("second"));
      String name = fixture.query("SELECT current_database()");
      fixture.tamper("REVOKE CONNECT ON DATABASE %s FROM PUBLIC".formatted(name));
      proxy.dropNext(1);

      assertThatThrownBy(() -> store.log().append(append))
          .isInstanceOfSatisfying(
              EventStoreException.class,
              e -> assertThat(e.kind()).isEqualTo(EventStoreException.Kind.FATAL))
          .hasMessageContaining("permission denied for database")
          .hasMessageContaining("unknown whether the events were written");

      fixture.tamper("GRANT CONNECT ON DATABASE %s TO PUBLIC".formatted(name));
      assertThat(store.log().append(append))
          .isInstanceOfSatisfying(
              Appended.class, appended -> assertThat(appended.repeated()).isTrue());
      assertThat(store.log().read(stream("s"))).hasSize(2);
    }
  }

  @Test
  @DisplayName("failures #31: a log that went backwards is written to no more")
  void refusesALogThatWentBackwards() {
    try (LogFixture fixture = new LogFixture();
        EventStore store = open(fixture.database(), Duration.ofSeconds(5))) {
      append(store.log(), stream("s"), 0, "a", "b");
      fixture.tamper(
          "DELETE FROM event WHERE position = 3",
          "DELETE FROM event_key WHERE position = 3",
          "DELETE FROM seal WHERE position = 3",
          "UPDATE log_head SET position = 2, hash = (SELECT hash FROM event WHERE position = 2)");

      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> store.log().append(Append.to(stream("t"), 0, event("x"))))
            .isInstanceOfSatisfying(
                EventStoreException.class,
                e -> assertThat(e.kind()).isEqualTo(EventStoreException.Kind.FATAL))
            .hasMessageContaining("went backwards");
      }
    }
  }

  @Test
  @DisplayName(
      "failures #21: with the server killed under load every acknowledged event is there once")
  void losesNothingAcknowledgedWhenTheServerIsKilled(@TempDir Path directory) throws Exception {
    Map<EventId, LogPosition> acknowledged = new ConcurrentHashMap<>();
    Semaphore appended = new Semaphore(0);
    try (EmbeddedTimescale server =
            EmbeddedTimescale.start(directory.resolve("data"), Progress.silent());
        EventStore store = open(server.database(), Duration.ofSeconds(60));
        ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicBoolean enough = new AtomicBoolean();
      List<Future<?>> running = new ArrayList<>();
      for (int w = 0; w < 160; w++) {
        StreamId own = stream("w" + w);
        running.add(
            writers.submit(() -> {
              for (int i = 0; !enough.get(); i++) {
                NewEvent event = new NewEvent(EventId.next(), new NodeEvent.Started("e" + i, "1"));
                AppendResult result = store.log().append(Append.to(own, i, event));
                acknowledged.put(event.id(), ((Appended) result).first());
                appended.release();
              }
              return null;
            }));
      }
      for (int kill = 0; kill < 3; kill++) {
        appended.acquire(600);
        KilledServer.kill(server);
        appended.drainPermits();
      }
      appended.acquire(600);
      enough.set(true);
      for (Future<?> writer : running) {
        writer.get();
      }

      Map<EventId, LogPosition> stored = new HashMap<>();
      for (RecordedEvent event : store.log().readAll(new LogPosition(1), 1_000_000)) {
        assertThat(stored.put(event.id(), event.position())).isNull();
      }
      assertThat(stored).isEqualTo(acknowledged).hasSizeGreaterThan(2_400);
      assertThat(store.verifier().verify((done, of) -> {})).isInstanceOf(Verdict.Sound.class);
    }
  }

  @Test
  @DisplayName("failures #36: what the index says is still there when the server was killed")
  void keepsWhatTheIndexHasWorkedIn(@TempDir Path directory) throws Exception {
    try (EmbeddedTimescale server =
            EmbeddedTimescale.start(directory.resolve("data"), Progress.silent());
        EventStore store = open(server.database(), Duration.ofSeconds(60))) {
      IntentEvent.Accepted accepted =
          new Samples(20_261_120L)
              .everyType(new IntentId(UUID.randomUUID())).stream()
                  .filter(IntentEvent.Accepted.class::isInstance)
                  .map(IntentEvent.Accepted.class::cast)
                  .findFirst()
                  .orElseThrow();
      Appended last =
          (Appended)
              store
                  .log()
                  .append(
                      Append.to(
                          StreamId.intent(accepted.id()),
                          0,
                          new NewEvent(EventId.next(), accepted)));
      store.intents().catchUp(last.last(), Duration.ofSeconds(20));

      ProcessHandle killed = server.process().orElseThrow();
      killed.destroyForcibly();
      killed.onExit().join();

      assertThat(intentsOnceItIsBack(server.database())).isEqualTo(1);
    }
  }

  private static long intentsOnceItIsBack(LogDatabase database) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      try {
        return Sql.of(database)
            .fetchSingle("SELECT count(*) FROM fairlead.intent_index")
            .into(long.class);
      } catch (DataAccessException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
      }
    }
  }
}
