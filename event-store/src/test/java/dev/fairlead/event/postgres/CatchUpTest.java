package dev.fairlead.event.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.ProjectionStopped;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamAppend;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.codec.Samples;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Projections that are many full batches behind, each worked in while the next is gathered. */
final class CatchUpTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_129L);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int EVENTS = 14_000;
  private static final int AN_APPEND = 1_000;

  private final LogFixture fixture = new LogFixture();
  private final EventStore store = fixture.open();

  @BeforeEach
  void tables() {
    fixture.execute(
        fixture.database().owner(),
        "CREATE TABLE counted (position bigint)",
        "GRANT ALL ON counted TO fairlead_appender");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private LogPosition fill(int events) {
    StreamId stream = LogFixture.stream("s");
    LogPosition last = LogPosition.START;
    for (int i = 0; i < events; i += AN_APPEND) {
      String[] texts = Collections.nCopies(AN_APPEND, "x").toArray(String[]::new);
      last = LogFixture.append(store.log(), stream, i, texts).last();
    }
    return last;
  }

  private ProjectionRunner runner(Counted projection) {
    return new ProjectionRunner(
        projection, store.log(), Sql.of(fixture.database()), EventStoreObserver.silent());
  }

  private String counted() {
    return fixture.query("SELECT count(*), count(DISTINCT position) FROM counted");
  }

  @Test
  @DisplayName(
      "failures #36: a projection that fails while it is far behind counts each event once")
  void countsEachEventOnceWhateverFails() throws Exception {
    LogPosition last = fill(EVENTS);
    Counted fragile = new Counted(call -> call % 2 == 1);
    try (ProjectionRunner runner = runner(fragile)) {
      runner.start();
      runner.progress().await(last, PATIENCE);
      assertThat(counted()).isEqualTo(EVENTS + "|" + EVENTS);
      assertThat(fragile.calls).isGreaterThan(3);
    }
  }

  @Test
  @DisplayName(
      "failures #37: an event that can't be worked in stops a projection that is far behind")
  void stopsWhereAnEventCanNotBeWorkedIn() throws Exception {
    LogPosition last = fill(EVENTS);
    long poison = 5_003;
    Counted poisoned = new Counted(_ -> false, poison);
    try (ProjectionRunner runner = runner(poisoned)) {
      runner.start();
      assertThatThrownBy(() -> runner.progress().await(last, PATIENCE))
          .isInstanceOf(ProjectionStopped.class)
          .hasMessageContaining("stopped after position " + (poison - 1))
          .hasMessageContaining("poison");
      assertThat(runner.progress().position()).isEqualTo(poison - 1);
      assertThat(fixture.query("SELECT position FROM projection WHERE name = 'counted'"))
          .isEqualTo(Long.toString(poison - 1));
      assertThat(counted()).as("without the key of the node").isEqualTo("5001|5001");
      assertThat(fixture.query("SELECT max(position) FROM counted"))
          .isEqualTo(Long.toString(poison - 1));
    }
  }

  @Test
  void goesOnWhereItStoodAfterACloseInTheMiddle() throws Exception {
    LogPosition last = fill(EVENTS);
    Counted first = new Counted(_ -> false);
    try (ProjectionRunner runner = runner(first)) {
      runner.start();
      while (runner.progress().position() == 0) {
        runner.progress().reaches(new LogPosition(1), PATIENCE);
      }
    }
    int calls = first.calls;
    String stands = fixture.query("SELECT position FROM projection WHERE name = 'counted'");
    assertThat(fixture.query("SELECT max(position) FROM counted")).isEqualTo(stands);
    try (ProjectionRunner runner = runner(new Counted(_ -> false))) {
      runner.start();
      runner.progress().await(last, PATIENCE);
    }
    assertThat(first.calls).as("worked in after the close").isEqualTo(calls);
    assertThat(counted()).isEqualTo(EVENTS + "|" + EVENTS);
  }

  @Test
  @DisplayName("failures #36: lives that go over many batches come out as they were written live")
  void makesTheIndexAgainByteForByte() throws Exception {
    Random random = new Random(SEED);
    List<IntentId> lives = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      lives.add(new IntentId(new UUID(random.nextLong(), random.nextLong())));
    }
    append(lives, 0, i -> accepted(lives.get(i), i));
    append(lives, 1, i -> new IntentEvent.CancelRequested(lives.get(i), "why " + i));
    List<IntentId> ended = lives.subList(0, 2_500);
    LogPosition last = append(ended, 2, i -> new IntentEvent.Expired(ended.get(i), Wei.of(i)));
    store.intents().catchUp(last, PATIENCE);
    String rows = fixture.query("SELECT * FROM intent_index ORDER BY intent");
    assertThat(rows.lines().count()).as("seed " + SEED).isEqualTo(lives.size());

    assertThat(store.projections().rebuild("intent_index", (position, of) -> {}))
        .as("seed " + SEED)
        .satisfies(rebuilt -> {
          assertThat(rebuilt.rows()).isEqualTo(lives.size());
          assertThat(rebuilt.removed()).isZero();
          assertThat(rebuilt.added()).isZero();
        });
    store.close();
    fixture.tamper("UPDATE projection SET revision = 0 WHERE name = 'intent_index'");
    EventStore again = fixture.open();
    again.intents().catchUp(last, PATIENCE);
    assertThat(fixture.query("SELECT * FROM intent_index ORDER BY intent"))
        .as("seed " + SEED)
        .isEqualTo(rows);
  }

  private static IntentEvent.Accepted accepted(IntentId id, int number) {
    return (IntentEvent.Accepted) new Samples(SEED + number).everyType(id).getFirst();
  }

  private LogPosition append(List<IntentId> lives, long version, IntFunction<IntentEvent> event) {
    LogPosition last = LogPosition.START;
    for (int from = 0; from < lives.size(); from += 500) {
      List<StreamAppend> parts = new ArrayList<>();
      for (int i = from; i < Math.min(lives.size(), from + 500); i++) {
        parts.add(
            new StreamAppend(
                StreamId.intent(lives.get(i)),
                version,
                List.of(new NewEvent(EventId.next(), event.apply(i)))));
      }
      last = ((Appended) store.log().append(new Append(parts, List.of()))).last();
    }
    return last;
  }

  /**
   * Writes down each position but one; its caller decides which of its calls breaks its connection.
   */
  private static final class Counted extends CountedRows {
    private final IntFunction<Boolean> breaks;
    private final long poison;
    private volatile int calls;

    Counted(IntFunction<Boolean> breaks) {
      this(breaks, 0);
    }

    Counted(IntFunction<Boolean> breaks, long poison) {
      this.breaks = breaks;
      this.poison = poison;
    }

    @Override
    public String name() {
      return "counted";
    }

    @Override
    public void apply(List<RecordedEvent> events, DSLContext transaction) {
      if (events.isEmpty()) {
        return;
      }
      int call = calls;
      calls = call + 1;
      Long[] positions =
          events.stream().map(event -> event.position().value()).toArray(Long[]::new);
      transaction.execute("INSERT INTO counted SELECT unnest(?::bigint[])", (Object) positions);
      if (List.of(positions).contains(poison)) {
        throw new IllegalStateException("poison");
      }
      if (breaks.apply(call)) {
        transaction.execute("SELECT pg_terminate_backend(pg_backend_pid())");
      }
    }
  }
}
