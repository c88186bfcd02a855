package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.schema.Tables.SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.Projections;
import dev.fairlead.event.Projections.Rebuilt;
import dev.fairlead.event.Snapshot.Link;
import dev.fairlead.event.Snapshots;
import dev.fairlead.event.Standings;
import dev.fairlead.event.StreamAppend;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.codec.Samples;
import dev.fairlead.model.Event;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.StrategyId;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.LocalEventSigner;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random lives of several strategies, with snapshots and without. */
@Timeout(300)
final class SnapshotTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_120L);
  private static final Projections.Progress QUIET = (position, of) -> {};
  private static final String ROWS = "SELECT * FROM snapshot ORDER BY strategy, position, whole";

  private final LogFixture fixture = new LogFixture();
  private final Random random = new Random(SEED);
  private final ConcurrentLinkedQueue<LogPosition> refused = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> why = new ConcurrentLinkedQueue<>();

  /** One of them is that of zeros. */
  private final List<StrategyId> strategies =
      IntStream.range(0, 4).mapToObj(i -> new StrategyId(new UUID(0, i))).toList();

  /** The lives that have not ended, and how many events each has. */
  private final Map<IntentId, Long> open = new LinkedHashMap<>();

  private final EventStoreObserver observer =
      new EventStoreObserver() {
        @Override
        public void snapshotRefused(LogPosition position, String reason) {
          refused.add(position);
          why.add(reason);
        }
      };
  private EventStore store = opened();
  private long noise;

  private EventStore opened() {
    return fixture.open(EventStoreSettings.of("node-1"), InstantSource.system(), observer);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  @DisplayName("failures #80: what is answered of a past moment is the same with any snapshots")
  void answersAreTheSameWithSnapshotsAndWithout() {
    grow(2_300);
    store.close();
    store = opened();
    grow(5_200);
    assertThat(fixture.query("SELECT count(*) > 12, max(position) FROM snapshot"))
        .isEqualTo("t|5000");

    checkSameAnswers(1, 999, 1_000, 1_001, 3_000, head());
    IntStream.range(0, 6).forEach(_ -> checkSameAnswers(1 + random.nextLong(head())));
    assertThat(refused).isEmpty();
  }

  @Test
  void aSnapshotThatIsNotOfThisLogIsPassedOverAndReported() {
    grow(3_100);
    fixture.tamper(
        "UPDATE snapshot SET hash = decode(repeat('ab', 32), 'hex') WHERE position = 3000");

    checkSameAnswers(3_050);
    assertThat(refused).isNotEmpty().containsOnly(new LogPosition(3_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "open = '{}'",
        "ended = array_append(ended, 'SETTLED 1000')",
        "lanes = '{}'",
        "begun = begun[2:]",
        "latest = latest[2:]",
        "open = '{NULL}'",
        "previous_digest = '\\x00'",
        "previous = 1000",
      })
  @DisplayName("failures #36: no answer rests on a snapshot that was edited")
  void anEditedSnapshotIsPassedOverAndReported(String edit) {
    grow(3_100);
    fixture.tamper("UPDATE snapshot SET " + edit + " WHERE position = 3000");

    checkSameAnswers(3_050);
    assertThat(refused).contains(new LogPosition(3_000));
    refused.clear();
    checkSameAnswers(2_950);
    assertThat(refused).isEmpty();
  }

  @Test
  @DisplayName(
      "failures #36: a strategy's snapshot counts only as the one of the whole log names it")
  void anEditedSnapshotOfAStrategyIsPassedOverAndReported() {
    grow(3_100);
    fixture.tamper(
        "UPDATE snapshot SET ended = array_append(ended, 'SETTLED 1000')"
            + " WHERE position <= 3000 AND NOT whole");

    checkSameAnswers(3_050);
    assertThat(refused).contains(new LogPosition(3_000));
  }

  @Test
  @DisplayName("failures #36: whoever has the database's password can't vouch for a snapshot")
  void onlyANodeOfTheLogCanVouch() {
    grow(3_100);
    fixture.tamper("UPDATE snapshot SET lanes = '{}' WHERE whole");
    Map<LogPosition, Link> forged = new HashMap<>();
    Sql.of(fixture.database())
        .selectFrom(SNAPSHOT)
        .where(SNAPSHOT.WHOLE)
        .forEach(row -> forged.put(SnapshotRows.link(row).position(), SnapshotRows.link(row)));
    EventSigner stranger = LocalEventSigner.generate(new SecureRandom());

    assertThat(whyRefused()).contains("no node vouches for what it says");

    forged.values().forEach(link -> vouch(link, LogFixture.SIGNER.key(), new byte[64]));
    assertThat(whyRefused()).contains("the signature of key " + LogFixture.SIGNER.key());

    UUID log = UUID.fromString(fixture.query("SELECT log_id FROM log_head"));
    forged
        .values()
        .forEach(link ->
            vouch(link, stranger.key(), stranger.sign(SnapshotForm.seal(log, link)).toArray()));
    assertThat(whyRefused()).contains("key " + stranger.key() + ", which the log never introduced");
  }

  private void vouch(Link link, String key, byte[] signature) {
    Sql.of(fixture.database())
        .execute(
            "INSERT INTO snapshot_seal VALUES (?, ?, ?, ?) ON CONFLICT (position, digest)"
                + " DO UPDATE SET key = excluded.key, signature = excluded.signature",
            link.position().value(),
            link.digest().toArray(),
            key,
            signature);
  }

  private String whyRefused() {
    refused.clear();
    why.clear();
    checkSameAnswers(3_050);
    assertThat(refused).contains(new LogPosition(3_000));
    return String.join("; ", why);
  }

  @Test
  @DisplayName("failures #36: a revoked key vouches for nothing, until a rebuild by another")
  void aRevokedKeyVouchesForNothing() throws InterruptedException {
    grow(2_100);
    String old = LogFixture.SIGNER.key();
    store.close();
    PostgresEventStore other =
        PostgresEventStore.open(
            fixture.database(),
            EventStoreSettings.of("node-2"),
            LocalEventSigner.generate(new SecureRandom()),
            InstantSource.system(),
            observer);
    store = other;
    other.keys().revoke("node-2", old);
    grow(2_200);
    assertThat(store.snapshots().latest(new LogPosition(2_150))).isEmpty();
    assertThat(String.join("; ", why)).contains(old + ", which was revoked at position");

    assertThat(store.projections().rebuild("snapshot", QUIET))
        .satisfies(rebuilt -> assertThat(rebuilt.removed() + rebuilt.added()).isZero());
    refused.clear();
    checkSameAnswers(2_150);
    assertThat(refused).isEmpty();
    other.close();
  }

  @Test
  @DisplayName("failures #36: a node vouches for nothing that it made of events which were edited")
  void vouchesForNothingThatIsNotOfTheChain() throws InterruptedException {
    grow(2_100);
    long edited =
        Long.parseLong(
            fixture.query(
                "SELECT max(position) FROM event"
                    + " WHERE position < 1500 AND type = 'transaction.included.v1'"));
    String payload =
        fixture.query("SELECT encode(payload, 'hex') FROM event WHERE position = " + edited);
    store.close();
    fixture.tamper(
        "UPDATE event SET type = 'intent.expired.v1', payload = (SELECT e.payload FROM event e"
            + " WHERE e.type = 'intent.expired.v1' LIMIT 1) WHERE position = "
            + edited,
        "DELETE FROM snapshot",
        "UPDATE projection SET position = 0 WHERE name = 'snapshot'");
    store = opened();
    await(() -> state().stopped() != null);
    assertThat(state().stopped())
        .contains("the event at " + edited + " is not the one that the log's chain has there");
    assertThat(fixture.query("SELECT max(position) FROM snapshot")).isEqualTo("1000");

    fixture.tamper(
        "UPDATE event SET type = 'transaction.included.v1', payload = decode('%s', 'hex')"
                .formatted(payload)
            + " WHERE position = "
            + edited);
    store.projections().rebuild("snapshot", QUIET);
    grow(2_200);
    checkSameAnswers(1_500, 2_100);
    assertThat(refused).isEmpty();
  }

  private Projections.State state() {
    return store.projections().states().stream()
        .filter(state -> state.name().equals("snapshot"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void afterARebuildOnlyWhatItMadeHasASeal() throws InterruptedException {
    grow(2_100);
    String seals = fixture.query("SELECT * FROM snapshot_seal ORDER BY position");
    fixture.tamper(
        "INSERT INTO snapshot_seal SELECT 900, digest, key, signature FROM snapshot_seal LIMIT 1",
        "DELETE FROM snapshot_seal WHERE position = 2000",
        "INSERT INTO snapshot_beside SELECT * FROM snapshot",
        "UPDATE snapshot_beside SET lanes = '{}'",
        "INSERT INTO snapshot_seal_beside SELECT * FROM snapshot_seal",
        "INSERT INTO projection VALUES ('snapshot_beside', 2, 2100)");

    store.projections().rebuild("snapshot", QUIET);

    assertThat(fixture.query("SELECT * FROM snapshot_seal ORDER BY position")).isEqualTo(seals);
    assertThat(fixture.query("SELECT count(*) FROM snapshot_seal_beside")).isEqualTo("0");
  }

  @Test
  @DisplayName("failures #36: a node whose key was revoked while it ran vouches for nothing")
  void doesNotVouchByAKeyThatCountsNoMore() {
    grow(900);
    try (PostgresEventStore other =
        PostgresEventStore.open(
            fixture.database(),
            EventStoreSettings.of("node-2"),
            LocalEventSigner.generate(new SecureRandom()),
            InstantSource.system(),
            EventStoreObserver.silent())) {
      other.keys().revoke("node-2", LogFixture.SIGNER.key());
    }
    String[] texts = Collections.nCopies(200, "x").toArray(String[]::new);
    LogFixture.append(store.log(), LogFixture.stream("later"), 0, texts);
    await(() -> state().stopped() != null);

    assertThat(state().stopped()).contains("can't vouch for snapshots by its key", "revoked");
    assertThat(fixture.query("SELECT count(*) FROM snapshot")).isEqualTo("0");
  }

  @Test
  void theNextKeyVouchesForWhatTheOneBeforeDid() {
    grow(2_100);
    store.close();
    fixture.tamper(
        "INSERT INTO snapshot_seal SELECT 900, digest, key, signature FROM snapshot_seal LIMIT 1");
    EventSigner next = LocalEventSigner.generate(new SecureRandom());
    new KeyHistory(fixture.database(), EvidenceFixture.anchored(), "node-1")
        .rotate(LogFixture.SIGNER, next, InstantSource.system());

    try (EventStore rotated =
        PostgresEventStore.open(
            fixture.database(),
            EventStoreSettings.of("node-1"),
            next,
            InstantSource.system(),
            observer)) {
      store = rotated;
      checkSameAnswers(1_500, 2_100);
      assertThat(rotated.snapshots().latest(new LogPosition(1_500))).isPresent();
      assertThat(refused).isEmpty();
    }
    assertThat(fixture.query("SELECT position, key FROM snapshot_seal ORDER BY position"))
        .as("what the key before did not sign, the next one does not either")
        .isEqualTo(
            "900|%s\n1000|%s\n2000|%s".formatted(LogFixture.SIGNER.key(), next.key(), next.key()));
  }

  @Test
  @DisplayName("failures #36: what was edited is not gone on from after a restart")
  void doesNotGoOnFromWhatWasEdited() {
    grow(3_100);
    store.close();
    fixture.tamper("UPDATE snapshot SET lanes = '{}' WHERE position = 3000 AND whole");
    store = opened();
    grow(4_200);

    assertThat(store.snapshots().latest(new LogPosition(4_100)))
        .hasValueSatisfying(
            kept -> assertThat(kept.standing().position()).isEqualTo(new LogPosition(4_000)));
    checkSameAnswers(4_000, 4_100);
  }

  @Test
  void aSnapshotThatWasTakenAwayIsReplacedByTheLog() {
    grow(3_100);
    fixture.tamper("DELETE FROM snapshot WHERE position = 3000 AND whole");
    checkSameAnswers(3_050);
    assertThat(refused).isEmpty();

    fixture.tamper("DELETE FROM snapshot WHERE position = 1000 AND NOT whole");
    checkSameAnswers(1_500, 3_050);
    assertThat(refused).isNotEmpty().containsOnly(new LogPosition(1_000));
  }

  @Test
  @DisplayName("failures #36: an edited snapshot is found and replaced by a rebuild, to the byte")
  void aRebuildFindsWhatWasEdited() throws InterruptedException {
    grow(3_100);
    String rows = fixture.query(ROWS);
    long count = rows.lines().count();
    assertThat(store.projections().rebuild("snapshot", QUIET))
        .isEqualTo(new Rebuilt(new LogPosition(head()), count, 0, 0));
    fixture.tamper(
        "UPDATE snapshot SET open = '{}' WHERE position = 2000 AND whole",
        "UPDATE snapshot SET ended = array_append(ended, 'SETTLED 1000') WHERE position = 3000");

    Rebuilt rebuilt = store.projections().rebuild("snapshot", QUIET);

    assertThat(rebuilt.removed()).isGreaterThan(1).isEqualTo(rebuilt.added());
    assertThat(fixture.query(ROWS)).isEqualTo(rows);
    refused.clear();
    checkSameAnswers(2_500, 3_050);
    assertThat(refused).isEmpty();
    grow(4_100);
    assertThat(store.projections().rebuild("snapshot", QUIET))
        .satisfies(again -> assertThat(again.removed() + again.added()).isZero());
  }

  @Test
  void twoNodesKeepTheSameSnapshots() throws InterruptedException {
    EventStore other = fixture.open(EventStoreSettings.of("node-2"), InstantSource.system());
    grow(4_200);

    assertThat(other.projections().rebuild("snapshot", QUIET))
        .satisfies(rebuilt -> assertThat(rebuilt.removed() + rebuilt.added()).isZero());
    assertThat(fixture.query("SELECT max(position) FROM snapshot")).isEqualTo("4000");
  }

  private long head() {
    return store.log().head().position().value();
  }

  private void checkSameAnswers(long... positions) {
    Standings with = new Standings(store.log(), store.snapshots());
    Standings without = new Standings(store.log(), Snapshots.none());
    for (long value : positions) {
      LogPosition at = new LogPosition(value);
      assertThat(with.at(at)).as("seed %d, %s", SEED, at).isEqualTo(without.at(at));
      for (StrategyId strategy : strategies) {
        int limit = 1 + random.nextInt(300);
        assertThat(with.at(strategy, at))
            .as("seed %d, %s of %s", SEED, at, strategy)
            .isEqualTo(without.at(strategy, at));
        assertThat(with.begun(strategy, at, limit))
            .as("seed %d, %s of %s", SEED, at, strategy)
            .isEqualTo(without.begun(strategy, at, limit));
      }
    }
  }

  /** Until the log and its snapshots have so many events. */
  private void grow(long events) {
    while (head() < events) {
      List<StreamAppend> parts = new ArrayList<>();
      new ArrayList<>(open.keySet())
          .stream()
              .filter(_ -> random.nextInt(4) == 0)
              .limit(20)
              .forEach(id -> parts.add(next(id)));
      for (int i = random.nextInt(6); i >= 0; i--) {
        parts.add(begin(new IntentId(new UUID(random.nextLong(), random.nextLong()))));
      }
      parts.add(
          new StreamAppend(
              LogFixture.stream("noise"), noise++, List.of(LogFixture.event("between"))));
      assertThat(store.log().append(new Append(parts, List.of())))
          .isInstanceOf(AppendResult.Appended.class);
    }
    await(() -> {
      assertThat(state().stopped()).isNull();
      return state().position().value() >= head();
    });
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("time without it").isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** The last strategy has an intent now and then only. */
  private StreamAppend begin(IntentId id) {
    StrategyId strategy =
        random.nextInt(300) == 0 ? strategies.getLast() : strategies.get(random.nextInt(3));
    Intent drawn =
        ((IntentEvent.Accepted) new Samples(random.nextLong()).everyType(id).getFirst()).intent();
    Intent intent = new Intent(id, strategy, drawn.type(), drawn.trade(), drawn.constraints());
    if (random.nextInt(10) == 0) {
      return append(
          id, 0, new IntentEvent.Refused(id, intent, List.of(), new Rejection.IdTaken(id), null));
    }
    open.put(id, 1L);
    return append(id, 0, new IntentEvent.Accepted(id, intent, List.of(), null));
  }

  private StreamAppend next(IntentId id) {
    long version = open.merge(id, 1L, Long::sum) - 1;
    List<Event> samples = new Samples(random.nextLong()).everyType(id);
    Event event =
        switch (random.nextInt(4)) {
          case 0 -> drawn(samples, IntentEvent.Assigned.class);
          case 1 -> drawn(samples, IntentEvent.Planned.class);
          case 2 -> drawn(samples, IntentEvent.Included.class);
          default ->
              switch (random.nextInt(4)) {
                case 0 -> new IntentEvent.Expired(id, Wei.ZERO);
                case 1 -> new IntentEvent.Cancelled(id, Wei.ZERO);
                case 2 -> drawn(samples, IntentEvent.Settled.class);
                default -> new IntentEvent.Failed(id, new Rejection.IdTaken(id), Wei.ZERO);
              };
        };
    if (event instanceof IntentEvent.Expired
        || event instanceof IntentEvent.Cancelled
        || event instanceof IntentEvent.Settled
        || event instanceof IntentEvent.Failed) {
      open.remove(id);
    }
    return append(id, version, event);
  }

  private static Event drawn(List<Event> samples, Class<? extends Event> type) {
    return samples.stream().filter(type::isInstance).findFirst().orElseThrow();
  }

  private static StreamAppend append(IntentId id, long version, Event event) {
    return new StreamAppend(
        StreamId.intent(id), version, List.of(new NewEvent(EventId.next(), event)));
  }
}
