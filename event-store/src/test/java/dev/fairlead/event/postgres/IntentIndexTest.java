package dev.fairlead.event.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.IntentIndex;
import dev.fairlead.event.IntentQuery;
import dev.fairlead.event.IntentStage;
import dev.fairlead.event.IntentSummary;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.codec.Samples;
import dev.fairlead.model.Event;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class IntentIndexTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_120L);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LogFixture fixture = new LogFixture();
  private final EventStore store = fixture.open();
  private final IntentIndex index = store.intents();

  @AfterEach
  void close() {
    fixture.close();
  }

  private Appended write(IntentId intent, long version, Event... events) {
    NewEvent[] fresh = new NewEvent[events.length];
    for (int i = 0; i < events.length; i++) {
      fresh[i] = new NewEvent(EventId.next(), events[i]);
    }
    return (Appended) store.log().append(Append.to(StreamId.intent(intent), version, fresh));
  }

  private static IntentId someIntent() {
    return new IntentId(UUID.randomUUID());
  }

  private static IntentEvent.Accepted accepted(IntentId intent) {
    return new Samples(SEED)
        .everyType(intent).stream()
            .filter(IntentEvent.Accepted.class::isInstance)
            .map(IntentEvent.Accepted.class::cast)
            .findFirst()
            .orElseThrow();
  }

  @Test
  void followsAnIntentToItsEnd() throws Exception {
    IntentId one = someIntent();
    IntentId two = someIntent();
    write(one, 0, accepted(one));
    Appended last = write(two, 0, accepted(two));
    index.catchUp(last.last(), PATIENCE);

    assertThat(index.open()).extracting(IntentSummary::id).containsExactly(one, two);
    assertThat(index.find(one))
        .hasValueSatisfying(row -> {
          IntentEvent.Accepted event = accepted(one);
          assertThat(row.strategy()).isEqualTo(event.intent().strategy());
          assertThat(row.sell()).isEqualTo(event.intent().trade().sell().address());
          assertThat(row.stage()).isEqualTo(IntentStage.ACCEPTED);
        });

    Appended end =
        write(
            one,
            1,
            new IntentEvent.CancelRequested(one, "strategy"),
            new IntentEvent.Cancelled(one, Wei.ZERO));
    index.catchUp(end.last(), PATIENCE);
    assertThat(index.open()).extracting(IntentSummary::id).containsExactly(two);
    assertThat(index.list(new IntentQuery(Set.of(), Set.of(IntentStage.CANCELLED), null, 10)))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.version()).isEqualTo(3);
          assertThat(row.last()).isEqualTo(end.last());
          assertThat(row.lastRecordedAt()).isEqualTo(end.recordedAt());
        });
    assertThat(index.list(new IntentQuery(Set.of(), Set.of(), null, 1)))
        .extracting(IntentSummary::id)
        .containsExactly(two);
    assertThat(index.list(new IntentQuery(Set.of(), Set.of(), last.first(), 5)))
        .extracting(IntentSummary::id)
        .containsExactly(one);
    assertThat(index.count())
        .containsEntry(IntentStage.CANCELLED, 1L)
        .containsEntry(IntentStage.ACCEPTED, 1L);
  }

  @Test
  void knowsEveryKindOfEventInALife() throws Exception {
    IntentId intent = someIntent();
    List<Event> life = new ArrayList<>(List.of(accepted(intent)));
    new Samples(SEED)
        .everyType(intent).stream()
            .filter(IntentEvent.class::isInstance)
            .filter(e -> !(e instanceof IntentEvent.Accepted || e instanceof IntentEvent.Refused))
            .forEach(life::add);
    Appended end = write(intent, 0, life.toArray(Event[]::new));
    index.catchUp(end.last(), PATIENCE);

    assertThat(index.find(intent))
        .hasValueSatisfying(row -> assertThat(row.version()).isEqualTo(life.size()));
  }

  @Test
  @DisplayName("failures #36: made again from nothing, the index has the same rows")
  void comesOutTheSameWhenItIsMadeAgain() throws Exception {
    LogPosition last = LogPosition.START;
    for (int i = 0; i < 30; i++) {
      IntentId intent = someIntent();
      last = write(intent, 0, accepted(intent)).last();
      if (i % 3 == 0) {
        last = write(intent, 1, new IntentEvent.Expired(intent, Wei.of(i))).last();
      }
    }
    index.catchUp(last, PATIENCE);
    String rows = fixture.query("SELECT * FROM intent_index ORDER BY intent");
    store.close();
    fixture.tamper("UPDATE projection SET revision = 0", "DELETE FROM intent_index WHERE ended");

    EventStore again = fixture.open();
    again.intents().catchUp(last, PATIENCE);

    assertThat(fixture.query("SELECT * FROM intent_index ORDER BY intent")).isEqualTo(rows);
  }

  @Test
  @DisplayName("failures #37: an event that nobody understands stops the index alone, loudly")
  void stopsAtAnEventThatItDoesNotUnderstand() throws Exception {
    IntentId intent = someIntent();
    write(intent, 0, accepted(intent));
    Appended poison = write(intent, 1, new IntentEvent.CancelRequested(intent, "x"));
    index.catchUp(poison.last(), PATIENCE);
    store.close();
    fixture.tamper(
        "UPDATE event SET type = 'intent.teleported.v1' WHERE position = " + poison.last(),
        "UPDATE projection SET revision = 0");
    CompletableFuture<LogPosition> stopped = new CompletableFuture<>();

    EventStore again =
        fixture.open(
            EventStoreSettings.of("node-1"),
            InstantSource.system(),
            new EventStoreObserver() {
              @Override
              public void projectionStopped(
                  String projection, LogPosition position, Throwable reason) {
                stopped.complete(position);
              }
            });

    assertThat(stopped.get(20, TimeUnit.SECONDS))
        .isEqualTo(new LogPosition(poison.last().value() - 1));
    assertThatThrownBy(() -> again.intents().catchUp(poison.last(), PATIENCE))
        .isInstanceOfSatisfying(
            EventStoreException.class,
            e -> assertThat(e.kind()).isEqualTo(EventStoreException.Kind.FATAL));
    LogFixture.append(again.log(), LogFixture.stream("other"), 0, "the log goes on");
  }

  @Test
  @DisplayName("failures #36: a projection that dies half way counts each event once")
  void countsEachEventOnceWhateverFails() throws Exception {
    fixture.execute(
        fixture.database().owner(),
        "CREATE TABLE counted (position bigint)",
        "GRANT ALL ON counted TO fairlead_appender");
    Fragile fragile = new Fragile();
    try (ProjectionRunner runner =
        new ProjectionRunner(
            fragile, store.log(), Sql.of(fixture.database()), EventStoreObserver.silent())) {
      runner.start();
      LogPosition last = LogPosition.START;
      for (int i = 0; i < 20; i++) {
        last = LogFixture.append(store.log(), LogFixture.stream("s"), i, "x").last();
      }
      runner.progress().await(last, PATIENCE);
      assertThat(fragile.failures).isPositive();
      assertThat(fixture.query("SELECT count(*), count(DISTINCT position) FROM counted"))
          .isEqualTo("20|20");
    }
  }

  /** Fails after it wrote, every other time, as a broken connection would make it. */
  private static final class Fragile extends CountedRows {
    private int calls;
    private int failures;

    @Override
    public String name() {
      return "fragile";
    }

    @Override
    public void apply(List<RecordedEvent> events, DSLContext transaction) {
      if (events.isEmpty()) {
        return;
      }
      for (RecordedEvent event : events) {
        transaction.execute("INSERT INTO counted VALUES (?)", event.position().value());
      }
      if (calls++ % 2 == 0) {
        failures++;
        transaction.execute("SELECT pg_terminate_backend(pg_backend_pid())");
      }
    }
  }
}
