package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.event;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.AppendResult.ClaimTaken;
import dev.fairlead.event.AppendResult.EventIdConflict;
import dev.fairlead.event.AppendResult.VersionConflict;
import dev.fairlead.event.Claim;
import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.EventStoreSettings.Access;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamAppend;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.Subscription;
import dev.fairlead.event.Verdict;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.node.NodeEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class AppendTest {
  private static final ChainId CHAIN = new ChainId(1);
  private static final Address ACCOUNT =
      Address.parse("0x5c69bee701ef814a2b6a3edd4b1652cb9cc5aa6f");

  private final LogFixture fixture = new LogFixture();
  private final EventLog log = fixture.open().log();

  @BeforeEach
  void isFresh() {
    assertThat(log.head().position()).isEqualTo(new LogPosition(1));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void writesEventsThatReadBackAsTheyWere() {
    NewEvent first = event("a");
    NewEvent second = event("b");

    AppendResult result = log.append(Append.to(stream("s"), 0, first, second));

    assertThat(result)
        .isInstanceOfSatisfying(
            Appended.class,
            appended -> {
              assertThat(appended.first()).isEqualTo(new LogPosition(2));
              assertThat(appended.last()).isEqualTo(new LogPosition(3));
              assertThat(appended.repeated()).isFalse();
            });
    List<RecordedEvent> read = log.read(stream("s"));
    assertThat(read)
        .extracting(RecordedEvent::event)
        .containsExactly(first.event(), second.event());
    assertThat(read).extracting(RecordedEvent::version).containsExactly(1L, 2L);
    assertThat(read.get(1).previous()).isEqualTo(read.get(0).hash());
    assertThat(log.head().hash()).isEqualTo(read.get(1).hash());
    assertThat(log.readAll(new LogPosition(1), 10)).isEqualTo(read);
  }

  @Test
  void refusesAnotherVersionThanExpectedAndWritesNothing() {
    append(log, stream("s"), 0, "a", "b");

    assertThat(log.append(Append.to(stream("s"), 0, event("x"))))
        .isEqualTo(new VersionConflict(stream("s"), 2));
    assertThat(log.append(Append.to(stream("s"), 5, event("x"))))
        .isEqualTo(new VersionConflict(stream("s"), 2));
    assertThat(log.append(Append.to(stream("none"), 1, event("x"))))
        .isEqualTo(new VersionConflict(stream("none"), 0));
    assertThat(log.head().position()).isEqualTo(new LogPosition(3));
  }

  @Test
  void writesSeveralStreamsTogetherOrNotAtAll() {
    append(log, stream("b"), 0, "b1");
    Append both =
        new Append(
            List.of(
                new StreamAppend(stream("a"), 0, List.of(event("a1"))),
                new StreamAppend(stream("b"), 0, List.of(event("b2")))),
            List.of());

    assertThat(log.append(both)).isEqualTo(new VersionConflict(stream("b"), 1));
    assertThat(log.read(stream("a"))).isEmpty();

    Append right =
        new Append(
            List.of(
                new StreamAppend(stream("a"), 0, List.of(event("a1"))),
                new StreamAppend(stream("b"), 1, List.of(event("b2")))),
            List.of());
    assertThat(log.append(right)).isInstanceOf(Appended.class);
    assertThat(log.read(stream("a"))).hasSize(1);
    assertThat(log.read(stream("b"))).hasSize(2);
  }

  @Test
  @DisplayName("failures #23: of 32 writers of one version exactly one wins, every time")
  void letsOneOfManyWritersWinEachVersion() throws Exception {
    for (int version = 0; version < 10; version++) {
      long expected = version;
      List<AppendResult> results =
          together(32, i -> log.append(Append.to(stream("s"), expected, event("w" + i))));

      assertThat(results).filteredOn(Appended.class::isInstance).hasSize(1);
      assertThat(results)
          .filteredOn(VersionConflict.class::isInstance)
          .hasSize(31)
          .allSatisfy(result ->
              assertThat(result).isEqualTo(new VersionConflict(stream("s"), expected + 1)));
    }
    assertThat(log.read(stream("s"))).hasSize(10);
  }

  @Test
  @DisplayName("failures #24: the same append twice is one; another content under its id is told")
  void writesAnEventIdOnce() {
    NewEvent event = event("a");
    Append append = Append.to(stream("s"), 0, event);
    Appended first = (Appended) log.append(append);

    assertThat(log.append(append))
        .isEqualTo(new Appended(first.first(), first.last(), first.recordedAt(), true));
    assertThat(
            log.append(
                Append.to(
                    stream("s"), 0, new NewEvent(event.id(), new NodeEvent.Started("b", "1")))))
        .isEqualTo(new EventIdConflict(event.id()));
    assertThat(log.append(Append.to(stream("other"), 0, event)))
        .isEqualTo(new EventIdConflict(event.id()));
    assertThat(log.append(Append.to(stream("s"), 0, event, event("more"))))
        .isEqualTo(new EventIdConflict(event.id()));
    assertThat(log.read(stream("s"))).hasSize(1);
  }

  @Test
  void answersConcurrentRepeatsOfOneAppendAlike() throws Exception {
    Append append = Append.to(stream("s"), 0, event("a"), event("b"));

    List<AppendResult> results = together(16, i -> log.append(append));

    assertThat(results)
        .allSatisfy(result ->
            assertThat(result)
                .isInstanceOfSatisfying(
                    Appended.class, a -> assertThat(a.first()).isEqualTo(new LogPosition(2))));
    assertThat(results).filteredOn(r -> !((Appended) r).repeated()).hasSize(1);
  }

  @Test
  @DisplayName("failures #26: appends that fail leave no gap among the positions")
  void leavesNoGap() throws Exception {
    AtomicInteger written = new AtomicInteger();
    together(
        8,
        writer -> {
          StreamId own = stream("w" + writer);
          for (int i = 0; i < 50; i++) {
            if (i % 10 == 3) {
              assertThat(log.append(Append.to(own, i + 7, event("wrong"))))
                  .isInstanceOf(VersionConflict.class);
            }
            append(log, own, i, "e" + i);
            written.incrementAndGet();
          }
          return writer;
        });

    assertThat(log.readAll(LogPosition.START, 1000))
        .extracting(recorded -> recorded.position().value())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, written.get() + 1).boxed().toList());
  }

  @Test
  @DisplayName("failures #34: an event id of another chunk is refused")
  void refusesAnEventIdOfAnotherChunk() {
    try (LogFixture chunked = new LogFixture()) {
      chunked.tamper("SELECT set_chunk_time_interval('fairlead.event', 10::bigint)");
      EventLog small = chunked.open().log();
      NewEvent old = event("old");
      small.append(Append.to(stream("s"), 0, old));
      for (int i = 0; i < 30; i++) {
        append(small, stream("fill"), i, "x");
      }
      assertThat(Long.parseLong(chunked.query("SELECT count(*) FROM show_chunks('event')")))
          .isGreaterThan(2);

      assertThat(small.append(Append.to(stream("t"), 0, old)))
          .isEqualTo(new EventIdConflict(old.id()));
      assertThat(small.read(stream("fill"))).hasSize(30);
    }
  }

  @Test
  void givesAClaimToOneIntentForEver() {
    IntentId one = new IntentId(UUID.randomUUID());
    IntentId two = new IntentId(UUID.randomUUID());
    Claim nonce = new Claim.AccountNonce(CHAIN, ACCOUNT, new Nonce(7), one);
    log.append(Append.to(stream("a"), 0, event("a")).claiming(nonce));

    Claim stolen = new Claim.AccountNonce(CHAIN, ACCOUNT, new Nonce(7), two);
    assertThat(log.append(Append.to(stream("b"), 0, event("b")).claiming(stolen)))
        .isEqualTo(new ClaimTaken(stolen, one, false));
    assertThat(log.append(Append.to(stream("c"), 0, event("c")).claiming(nonce)))
        .isEqualTo(new ClaimTaken(nonce, one, true));
    assertThat(log.read(stream("b"))).isEmpty();
  }

  @Test
  void tellsARepeatedRequestFromAnotherOneUnderItsKey() {
    EventStore store = fixture.open();
    IntentId one = new IntentId(UUID.randomUUID());
    Claim key = key(one, "request");
    store.log().append(Append.to(stream("a"), 0, event("a")).claiming(key));

    assertThat(log.append(Append.to(stream("b"), 0, event("b")).claiming(key(one, "request"))))
        .isEqualTo(new ClaimTaken(key(one, "request"), one, true));
    assertThat(log.append(Append.to(stream("b"), 0, event("b")).claiming(key(one, "changed"))))
        .isEqualTo(new ClaimTaken(key(one, "changed"), one, false));
    assertThat(store.claims().keyUse("strategy", "k-1"))
        .hasValueSatisfying(use -> assertThat(use.intent()).isEqualTo(one));
    assertThat(store.claims().keyUse("strategy", "k-2")).isEmpty();
    assertThat(store.claims().highestNonce(CHAIN, ACCOUNT)).isEmpty();
  }

  private static Claim key(IntentId intent, String request) {
    return new Claim.IdempotencyKey(
        "strategy", "k-1", Bytes.of(request.getBytes(StandardCharsets.UTF_8)).keccak256(), intent);
  }

  @Test
  @DisplayName("failures #25: two nodes write one order, and a third reads it without a hole")
  void orderIsOneForSeveralNodes() throws Exception {
    EventLog other = fixture.open(EventStoreSettings.of("node-2"), InstantSource.system()).log();
    EventStore third = fixture.open(EventStoreSettings.of("node-3"), InstantSource.system());
    long begin = third.log().head().position().value();
    List<EventLog> nodes = List.of(log, other);
    together(
        320,
        writer -> {
          for (int i = 0; i < 5; i++) {
            append(nodes.get(writer % 2), stream("w" + writer), i, "e" + i);
          }
          return writer;
        });

    try (Subscription follow = third.log().subscribe(new LogPosition(begin), EventFilter.all())) {
      for (long position = begin + 1; position <= begin + 1600; position++) {
        assertThat(follow.poll(Duration.ofSeconds(10)).orElseThrow().position().value())
            .isEqualTo(position);
      }
    }
    assertThat(third.verifier().verify((done, of) -> {})).isInstanceOf(Verdict.Sound.class);
  }

  @Test
  @DisplayName("failures #23: an append right behind one of another node fits or is told why not")
  void answersWhoComesWhileAnotherNodeWrites() throws Exception {
    EventLog other = fixture.open(EventStoreSettings.of("node-2"), InstantSource.system()).log();
    Random random = new Random(20_261_130L);
    int fitted = 0;
    long version = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 400; i++) {
        Append before = Append.to(stream("s"), version, event("before" + i));
        Append behind = Append.to(stream("s"), version + 1, event("behind" + i));
        Future<AppendResult> first = threads.submit(() -> other.append(before));
        LockSupport.parkNanos(random.nextInt(1_000_000));
        AppendResult second = log.append(behind);
        assertThat(first.get()).isInstanceOf(Appended.class);
        if (second instanceof Appended) {
          fitted++;
        } else {
          assertThat(second).isEqualTo(new VersionConflict(stream("s"), version));
        }
        version += second instanceof Appended ? 2 : 1;
      }
    }
    assertThat(log.read(stream("s"))).hasSize(400 + fitted);
  }

  @Test
  @DisplayName("failures #139: a node that took the log over fences off those before it")
  void fencesOffTheWriterBefore() {
    EventStoreSettings shared = EventStoreSettings.of("node-2");
    EventLog successor =
        fixture
            .open(
                new EventStoreSettings(
                    "node-2",
                    Access.TAKE_OVER,
                    shared.appendPatience(),
                    shared.readConnections(),
                    shared.maxLag()),
                InstantSource.system())
            .log();
    append(successor, stream("s"), 0, "by the successor");

    assertThatThrownBy(() -> log.append(Append.to(stream("s"), 1, event("late"))))
        .isInstanceOfSatisfying(
            EventStoreException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(EventStoreException.Kind.FATAL);
              assertThat(e).hasMessageContaining("took over");
            });
    assertThat(successor.read(stream("s"))).hasSize(1);
  }

  @Test
  @DisplayName("failures #143: when the clock jumps back the log's time stands still")
  void timeNeverRunsBackwards() {
    Instant now = Instant.parse("2026-11-20T12:00:00.123456Z");
    List<Instant> readings =
        new ArrayList<>(List.of(now, now.minusSeconds(3600), now.plusSeconds(5)));
    EventStore store =
        fixture.open(
            EventStoreSettings.of("node-1"),
            () -> readings.size() > 1 ? readings.removeFirst() : readings.getFirst());
    Appended first = append(store.log(), stream("s"), 0, "a");
    Appended second = append(store.log(), stream("s"), 1, "b");
    Appended third = append(store.log(), stream("s"), 2, "c");

    assertThat(second.recordedAt()).isEqualTo(first.recordedAt());
    assertThat(third.recordedAt()).isAfterOrEqualTo(second.recordedAt());
  }

  @Test
  void answersForAnyPastPositionAndInstant() {
    Appended first = append(log, stream("s"), 0, "a");
    Appended second = append(log, stream("s"), 1, "b");

    assertThat(log.read(stream("s"), first.last())).hasSize(1);
    assertThat(log.positionAt(second.recordedAt())).contains(second.last());
    assertThat(log.positionAt(Instant.EPOCH)).isEmpty();
    assertThat(log.positionAt(second.recordedAt().plusSeconds(60))).contains(second.last());
  }

  private interface Work<T> {
    T run(int worker) throws Exception;
  }

  /** Runs it on many threads at once; the first failure of any is thrown. */
  private static <T> List<T> together(int workers, Work<T> work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<T>> tasks = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        int worker = i;
        tasks.add(() -> work.run(worker));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> done : threads.invokeAll(tasks)) {
        results.add(done.get());
      }
      return results;
    }
  }
}
