package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.EventStoreSettings.Access;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.Subscription;
import dev.fairlead.event.SubscriptionEnded;
import dev.fairlead.model.LogPosition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SubscriptionTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_120L);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LogFixture fixture = new LogFixture();
  private final EventStore store = fixture.open();
  private final EventLog log = store.log();

  @AfterEach
  void close() {
    fixture.close();
  }

  private static List<Long> take(Subscription events, int count) throws InterruptedException {
    List<Long> positions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      positions.add(events.poll(PATIENCE).orElseThrow().position().value());
    }
    return positions;
  }

  @Test
  void handsOutThePastAndThenWhatComesWithoutGapOrRepeat() throws Exception {
    Random random = new Random(SEED);
    int total = 600;
    for (int i = 0; i < 200; i++) {
      append(log, stream("s"), i, "past");
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Long>>> readers = new ArrayList<>();
      List<Long> starts = new ArrayList<>();
      for (int reader = 0; reader < 10; reader++) {
        long after = random.nextLong(0, 201);
        starts.add(after);
        readers.add(
            threads.submit(() -> {
              try (Subscription events = log.subscribe(new LogPosition(after), EventFilter.all())) {
                return take(events, (int) (total + 1 - after));
              }
            }));
      }
      for (int i = 200; i < total; i++) {
        append(log, stream("s"), i, "live");
      }
      for (int i = 0; i < readers.size(); i++) {
        assertThat(readers.get(i).get())
            .as("seed %d, reader %d", SEED, i)
            .containsExactlyElementsOf(
                LongStream.rangeClosed(starts.get(i) + 1, total + 1).boxed().toList());
      }
    }
  }

  @Test
  void handsOutOnlyWhatPassesTheFilter() throws Exception {
    append(log, stream("a"), 0, "a1");
    append(log, stream("b"), 0, "b1");
    try (Subscription past = log.subscribe(LogPosition.START, EventFilter.stream(stream("a")));
        Subscription types = log.subscribe(LogPosition.START, EventFilter.kind("node"))) {
      assertThat(past.poll(PATIENCE).map(RecordedEvent::stream)).contains(stream("a"));
      append(log, stream("b"), 1, "b2");
      append(log, stream("a"), 1, "a2");
      assertThat(past.poll(PATIENCE).map(RecordedEvent::version)).contains(2L);
      assertThat(past.poll(Duration.ZERO)).isEmpty();
      assertThat(past.position()).isEqualTo(log.head().position());

      assertThat(types.poll(PATIENCE).map(RecordedEvent::position)).contains(new LogPosition(1));
      assertThat(types.poll(Duration.ofMillis(1))).isEmpty();
    }
  }

  @Test
  void cutsAReaderThatFellBehindAndSaysWhereToResume() throws Exception {
    EventStoreSettings settings = new EventStoreSettings("node-1", Access.SHARED, PATIENCE, 2, 50);
    EventLog narrow = fixture.open(settings, InstantSource.system()).log();
    try (Subscription slow = narrow.subscribe(LogPosition.START, EventFilter.all())) {
      assertThat(slow.poll(PATIENCE)).isPresent();
      assertThat(slow.poll(Duration.ofMillis(1))).isEmpty();
      for (int i = 0; i < 60; i++) {
        append(narrow, stream("s"), i, "x");
      }

      assertThatThrownBy(slow::take)
          .isInstanceOfSatisfying(
              SubscriptionEnded.class,
              e -> {
                assertThat(e.reason()).isEqualTo(SubscriptionEnded.Reason.TOO_SLOW);
                assertThat(e.resumeAfter()).isEqualTo(new LogPosition(1));
              });
    }
    try (Subscription resumed = narrow.subscribe(new LogPosition(1), EventFilter.all())) {
      assertThat(take(resumed, 60)).first().isEqualTo(2L);
    }
  }

  @Test
  void endsAWaitingReaderWhenItIsClosed() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Subscription waiting = log.subscribe(log.head().position(), EventFilter.all());
      Future<RecordedEvent> taken = threads.submit(waiting::take);
      waiting.close();

      assertThatThrownBy(taken::get).hasCauseInstanceOf(SubscriptionEnded.class);
    }
  }

  @Test
  @DisplayName(
      "failures #40: with its LISTEN connection killed a node still sees what others write")
  void pollingCatchesUpWhenHintsAreLost() throws Exception {
    EventLog other = fixture.open(EventStoreSettings.of("node-2"), InstantSource.system()).log();
    try (Subscription events = log.subscribe(other.head().position(), EventFilter.all())) {
      append(other, stream("s"), 0, "with hints");
      assertThat(events.poll(PATIENCE)).isPresent();

      fixture.query(
          "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
              + " WHERE datname = current_database()"
              + " AND application_name IN ('fairlead-listen', 'fairlead-read')");
      append(other, stream("s"), 1, "without");
      assertThat(events.poll(PATIENCE).map(RecordedEvent::version)).contains(2L);
    }
  }
}
