package dev.fairlead.event.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.Claim;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.Projections;
import dev.fairlead.event.Projections.Rebuilt;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.codec.Samples;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Event;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Origin;
import dev.fairlead.model.tx.UnsignedTransaction;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RebuildTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_120L);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Projections.Progress QUIET = (position, of) -> {};
  private static final String INDEX = "SELECT * FROM intent_index ORDER BY intent";
  private static final String KEYS = "SELECT * FROM idempotency_key ORDER BY principal, key";
  private static final String NONCES = "SELECT * FROM account_nonce ORDER BY chain, account, nonce";

  private static final int LARGE = 500_000;
  private static final List<String> WITH_ROWS =
      List.of("account_nonce", "idempotency_key", "intent_index");

  private final LogFixture fixture = new LogFixture();
  private EventStore store = fixture.open();
  private final Random random = new Random(SEED);

  @AfterEach
  void close() {
    fixture.close();
  }

  /** A life as the node writes it: asked for under a key, given nonces, perhaps ended. */
  private LogPosition live(long nonce) {
    IntentId id = new IntentId(new UUID(random.nextLong(), random.nextLong()));
    Bytes32 request = Bytes32.of(new byte[32]);
    Origin origin = new Origin("desk", id.toString(), request);
    List<Event> samples = new Samples(random.nextLong()).everyType(id);
    IntentEvent.Accepted sample = (IntentEvent.Accepted) samples.getFirst();
    write(
        id,
        0,
        List.of(new Claim.IdempotencyKey("desk", id.toString(), request, id)),
        new IntentEvent.Accepted(id, sample.intent(), sample.checks(), origin));
    IntentEvent.Assigned assigned =
        samples.stream()
            .filter(IntentEvent.Assigned.class::isInstance)
            .map(IntentEvent.Assigned.class::cast)
            .findFirst()
            .orElseThrow();
    UnsignedTransaction drawn = assigned.transaction();
    UnsignedTransaction transaction =
        new UnsignedTransaction(
            drawn.chain(),
            drawn.from(),
            new Nonce(nonce),
            drawn.maxPriorityFee(),
            drawn.maxFee(),
            drawn.gasLimit(),
            drawn.to(),
            drawn.value(),
            drawn.data());
    LogPosition last =
        write(
            id,
            1,
            List.of(
                new Claim.AccountNonce(
                    transaction.chain(), transaction.from(), transaction.nonce(), id)),
            samples.stream()
                .filter(IntentEvent.Planned.class::isInstance)
                .findFirst()
                .orElseThrow(),
            new IntentEvent.Assigned(id, assigned.role(), transaction));
    return random.nextBoolean()
        ? last
        : write(id, 3, List.of(), new IntentEvent.Expired(id, Wei.of(nonce)));
  }

  private LogPosition write(IntentId id, long version, List<Claim> claims, Event... events) {
    NewEvent[] fresh = new NewEvent[events.length];
    for (int i = 0; i < events.length; i++) {
      fresh[i] = new NewEvent(EventId.next(), events[i]);
    }
    Append append = Append.to(StreamId.intent(id), version, fresh);
    for (Claim claim : claims) {
      append = append.claiming(claim);
    }
    return ((Appended) store.log().append(append)).last();
  }

  @Test
  @DisplayName("failures #36: every table but the log is made again from it, byte for byte")
  void makesEveryDerivedTableAgainToTheSameBytes() throws Exception {
    LogPosition last = LogPosition.START;
    for (int i = 0; i < 50; i++) {
      last = live(i);
    }
    store.intents().catchUp(last, PATIENCE);
    String index = fixture.query(INDEX);
    String keys = fixture.query(KEYS);
    String nonces = fixture.query(NONCES);
    assertThat(store.projections().names())
        .containsExactly("account_nonce", "idempotency_key", "intent_index", "snapshot");
    for (String name : WITH_ROWS) {
      Rebuilt rebuilt = store.projections().rebuild(name, QUIET);
      assertThat(rebuilt).as(name).isEqualTo(new Rebuilt(last, 50, 0, 0));
    }

    fixture.tamper(
        "DELETE FROM intent_index WHERE ended",
        "UPDATE intent_index SET stage = 'SETTLED', version = 9",
        "DELETE FROM idempotency_key WHERE intent < 'a0000000-0000-0000-0000-000000000000'",
        "UPDATE idempotency_key SET position = 1",
        "TRUNCATE account_nonce",
        "INSERT INTO account_nonce VALUES (1, '\\x00', 7, gen_random_uuid(), 1)");
    for (String name : WITH_ROWS) {
      assertThat(store.projections().rebuild(name, QUIET).added()).as(name).isPositive();
    }

    assertThat(fixture.query(INDEX)).isEqualTo(index);
    assertThat(fixture.query(KEYS)).isEqualTo(keys);
    assertThat(fixture.query(NONCES)).isEqualTo(nonces);
    assertThat(fixture.query("SELECT count(*) FROM intent_index_beside")).isEqualTo("0");
    assertThatThrownBy(() ->
            fixture.execute(
                fixture.database().owner(), "DELETE FROM account_nonce WHERE nonce = 1"))
        .hasMessageContaining("append-only");
  }

  @Test
  void servesAndGrowsWhileItIsRebuilt() throws Exception {
    for (int i = 0; i < 20; i++) {
      live(i);
    }
    CountDownLatch running = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Rebuilt> rebuild =
          threads.submit(() ->
              store.projections().rebuild("intent_index", (position, of) -> running.countDown()));
      LogPosition last = LogPosition.START;
      for (int i = 20; i < 60; i++) {
        last = live(i);
      }
      rebuild.get();
      running.await();
      store.intents().catchUp(last, PATIENCE);
      Rebuilt again = store.projections().rebuild("intent_index", QUIET);
      assertThat(again).isEqualTo(new Rebuilt(last, 60, 0, 0));
    }
  }

  /** Rows that no event gives, live and beside, as when a rebuild of a large table goes on. */
  private void fillUp(String table, int rows) {
    String filled =
        "INSERT INTO %s SELECT 1, '\\xff', n, '00000000-0000-0000-0000-000000000001', 1 FROM generate_series(1, "
            + rows
            + ") n";
    fixture.tamper(
        filled.formatted(table),
        filled.formatted(table + "_beside"),
        "INSERT INTO %1$s_beside SELECT * FROM %1$s WHERE account <> '\\xff'".formatted(table),
        "INSERT INTO projection SELECT '%s_beside', 1, position FROM log_head".formatted(table));
  }

  @Test
  void letsAppendsGoOnWhileALargeTableIsCompared() throws Exception {
    live(1);
    fillUp("account_nonce", LARGE);
    fixture.tamper(
        "DELETE FROM account_nonce WHERE account = '\\xff' AND nonce % 1000 = 0",
        "UPDATE account_nonce SET position = 2 WHERE account = '\\xff' AND nonce % 1000 = 1");
    List<Long> waits = new ArrayList<>();
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long start = System.nanoTime();
      Future<Rebuilt> rebuild =
          threads.submit(() -> {
            try {
              return store.projections().rebuild("account_nonce", QUIET);
            } finally {
              done.set(true);
            }
          });
      for (int i = 2; !done.get(); i++) {
        long before = System.nanoTime();
        live(i);
        waits.add(System.nanoTime() - before);
      }
      Rebuilt rebuilt = rebuild.get();
      long took = System.nanoTime() - start;

      assertThat(rebuilt.removed()).isEqualTo(LARGE / 1000);
      assertThat(rebuilt.added()).isEqualTo(2 * (LARGE / 1000));
      assertThat(rebuilt.rows()).isGreaterThan(LARGE);
      assertThat(waits.stream().mapToLong(Long::longValue).max().orElseThrow())
          .as("the longest of %d lives written in %d ms", waits.size(), took / 1_000_000)
          .isLessThan(took / 4);
    }
    assertThat(
            fixture.query(
                "SELECT count(*) FROM account_nonce WHERE account = '\\xff' AND position = 1"))
        .isEqualTo(Integer.toString(LARGE));
    assertThat(fixture.query("SELECT count(*) FROM account_nonce_beside")).isEqualTo("0");
  }

  @Test
  void goesOnWhereAnEarlierRebuildEnded() throws Exception {
    LogPosition last = LogPosition.START;
    for (int i = 0; i < 10; i++) {
      last = live(i);
    }
    store.intents().catchUp(last, PATIENCE);
    fixture.tamper(
        "INSERT INTO intent_index_beside SELECT * FROM intent_index",
        "UPDATE intent_index SET version = 77",
        "INSERT INTO projection VALUES ('intent_index_beside', 1, " + last + ")");

    assertThat(store.projections().rebuild("intent_index", QUIET))
        .isEqualTo(new Rebuilt(last, 10, 10, 10));
    assertThat(fixture.query("SELECT count(*) FROM intent_index WHERE version = 77"))
        .isEqualTo("0");
  }

  @Test
  void addsWhatIsMissingWhereNothingIsWrong() throws Exception {
    LogPosition last = LogPosition.START;
    for (int i = 0; i < 10; i++) {
      last = live(i);
    }
    store.intents().catchUp(last, PATIENCE);
    String index = fixture.query(INDEX);
    fixture.tamper(
        "DELETE FROM intent_index WHERE first_position = (SELECT min(first_position) FROM intent_index)");

    assertThat(store.projections().rebuild("intent_index", QUIET))
        .isEqualTo(new Rebuilt(last, 10, 0, 1));
    assertThat(fixture.query(INDEX)).isEqualTo(index);
  }

  @Test
  @DisplayName(
      "failures #37: a rebuild that meets an event which nobody understands says so and"
          + " leaves the live rows as they were")
  void leavesTheLiveRowsWhenItCanNotGoOn() throws Exception {
    IntentId id = new IntentId(UUID.randomUUID());
    IntentEvent.Accepted sample = (IntentEvent.Accepted) new Samples(SEED).everyType(id).getFirst();
    LogPosition unsaid = write(id, 0, List.of(), sample);
    store.intents().catchUp(unsaid, PATIENCE);
    String keys = fixture.query(KEYS);

    assertThatThrownBy(() -> store.projections().rebuild("idempotency_key", QUIET))
        .isInstanceOfSatisfying(
            EventStoreException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(EventStoreException.Kind.FATAL);
              assertThat(e).hasMessageContaining("event " + unsaid + " does not say who asked");
            });
    assertThat(fixture.query(KEYS)).isEqualTo(keys);
    assertThatThrownBy(() -> store.projections().rebuild("prices", QUIET))
        .hasMessageContaining("intent_index");
  }

  @Test
  @DisplayName("failures #37: a projection that had stopped goes on once it is rebuilt")
  void bringsAStoppedProjectionBack() throws Exception {
    LogPosition last = live(1);
    store.intents().catchUp(last, PATIENCE);
    store.close();
    fixture.tamper("DELETE FROM intent_index");
    store = fixture.open();
    LogPosition poison =
        write(
            lifeOf(last),
            store.log().read(StreamId.intent(lifeOf(last))).size(),
            List.of(),
            new IntentEvent.CancelRequested(lifeOf(last), "x"));
    assertThatThrownBy(() -> store.intents().catchUp(poison, PATIENCE))
        .hasMessageContaining("does not begin with its acceptance");
    assertThat(store.projections().states())
        .filteredOn(state -> state.name().equals("intent_index"))
        .singleElement()
        .satisfies(state -> assertThat(state.stopped()).contains("does not begin"));

    store.projections().rebuild("intent_index", QUIET);

    store.intents().catchUp(live(2), PATIENCE);
    assertThat(store.projections().states().getFirst().stopped()).isNull();
  }

  private IntentId lifeOf(LogPosition position) {
    return store.log().readAll(new LogPosition(position.value() - 1), 1).getFirst().stream()
        .intent();
  }

  @Test
  void hasNothingToGoOverAgainAfterARestart() throws Exception {
    LogPosition last = live(1);
    for (int i = 0; i < 300; i++) {
      last = LogFixture.append(store.log(), LogFixture.stream("s"), i, "x").last();
    }
    store.intents().catchUp(last, PATIENCE);
    store.close();

    assertThat(fixture.query("SELECT position FROM projection WHERE name = 'intent_index'"))
        .isEqualTo(last.toString());
  }

  @Test
  void isDoneAgainAtOnce() throws Exception {
    LogPosition last = live(1);
    for (int i = 0; i < 20; i++) {
      assertThat(store.projections().rebuild("intent_index", QUIET).position()).isEqualTo(last);
    }
  }

  @Test
  void isDoneByOneNodeAtATime() throws Exception {
    live(1);
    EventStore other = fixture.open(EventStoreSettings.of("node-2"), InstantSource.system());
    List<EventStoreException> refused = new ArrayList<>();
    store
        .projections()
        .rebuild(
            "intent_index",
            (position, of) -> {
              try {
                other.projections().rebuild("intent_index", QUIET);
              } catch (EventStoreException e) {
                refused.add(e);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(refused)
        .isNotEmpty()
        .allSatisfy(e -> assertThat(e).hasMessageContaining("is being rebuilt already"));
  }
}
