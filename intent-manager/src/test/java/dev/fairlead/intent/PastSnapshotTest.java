package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.Snapshots;
import dev.fairlead.event.Standings;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random lives on the real log, long enough for snapshots, asked about with them and without. */
final class PastSnapshotTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_120L);
  private static final int AT_A_TIME = 40;
  private static final long EVENTS = 2_500;

  private final TestDatabase database = TestDatabases.create();
  private final EventStore store = TestLogs.on(database);
  private final Random random = new Random(SEED);
  private final List<Life> open = new ArrayList<>();
  private int lives;

  /** A life that is written little by little. */
  private static final class Life {
    private final StreamId stream;
    private final List<IntentEvent> events;
    private int written;

    Life(int number) {
      RandomLife life = new RandomLife(SEED + number, Samples.id(number));
      for (int turn = 0; turn < 60 && life.turn(); turn++) {
        assertThat(life.state()).isInstanceOf(IntentState.Open.class);
      }
      stream = StreamId.intent(Samples.id(number));
      events = life.events();
    }
  }

  @AfterEach
  void close() {
    store.close();
    database.close();
  }

  @Test
  @Timeout(300)
  @DisplayName("failures #80: a node and a book are the same with snapshots and without")
  void answersTheSameWithSnapshotsAndWithout() {
    while (store.log().head().position().value() < EVENTS) {
      write();
    }
    LogPosition head = store.log().head().position();
    while (store.projections().states().stream()
        .anyMatch(state -> state.position().compareTo(head) < 0)) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(store.snapshots().latest(head))
        .hasValueSatisfying(
            last -> assertThat(last.standing().position()).isEqualTo(new LogPosition(2_000)));

    History history = new History(store);
    Standings replayed = new Standings(store.log(), Snapshots.none());
    NodeHistory node = new NodeHistory(store, history);
    NodeHistory slowNode = new NodeHistory(store, history, replayed);
    BookHistory books = new BookHistory(store, history);
    BookHistory slowBooks = new BookHistory(history, replayed);
    for (int i = 0; i < 12; i++) {
      LogPosition at = new LogPosition(1 + random.nextLong(head.value()));
      LogPosition after = new LogPosition(random.nextLong(at.value()));
      BookHistory.Query query =
          new BookHistory.Query(
              Samples.STRATEGY,
              random.nextBoolean() ? Set.of() : Set.of(IntentStatus.SETTLED),
              random.nextBoolean() ? null : after,
              1 + random.nextInt(50));
      String where = "seed %d, position %s, %s".formatted(SEED, at, query);
      assertThat(node.at(at, after, 5)).as(where).isEqualTo(slowNode.at(at, after, 5));
      assertThat(books.at(at, query)).as(where).isEqualTo(slowBooks.at(at, query));
      assertThat(books.counts(Samples.STRATEGY, at))
          .as(where)
          .isEqualTo(slowBooks.counts(Samples.STRATEGY, at))
          .isEqualTo(node.at(at, after, 5).counts());
      assertThat(books.between(Samples.STRATEGY, after, at, 1000))
          .as(where)
          .isEqualTo(slowBooks.between(Samples.STRATEGY, after, at, 1000));
    }
  }

  /** The next few events of one of the lives that go on side by side. */
  private void write() {
    while (open.size() < AT_A_TIME) {
      open.add(new Life(++lives));
    }
    Life life = open.get(random.nextInt(open.size()));
    int to = Math.min(life.events.size(), life.written + 1 + random.nextInt(4));
    Append append =
        Append.to(
            life.stream,
            life.written,
            life.events.subList(life.written, to).stream()
                .map(event -> new NewEvent(EventId.next(), event))
                .toArray(NewEvent[]::new));
    assertThat(store.log().append(append)).isInstanceOf(AppendResult.Appended.class);
    life.written = to;
    if (to == life.events.size()) {
      open.remove(life);
    }
  }
}
