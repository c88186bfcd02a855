package dev.fairlead.event.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.Subscription;
import dev.fairlead.event.UnreadableEvent;
import dev.fairlead.event.codec.Samples;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Event;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two nodes write, readers of both come and go, the hints fail: each reader gets its own events.
 */
final class FilteredSubscriptionTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_120L);
  private static final int INTENTS = 60;

  private final LogFixture fixture = new LogFixture();
  private final List<EventStore> nodes =
      List.of(
          fixture.open(), fixture.open(EventStoreSettings.of("node-2"), InstantSource.system()));
  private final List<Intent> intents = new ArrayList<>();
  private final Map<StreamId, Intent> lives = new HashMap<>();

  @AfterEach
  void close() {
    fixture.close();
  }

  private record Reader(EventFilter filter, Predicate<RecordedEvent> wants, long after) {}

  @Test
  @DisplayName(
      "failures #40, #130: filtered on the server, over two nodes and a killed LISTEN"
          + " connection, a reader gets each of its events once and in order")
  void givesEachReaderItsOwnEventsOnceAndInOrder() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < INTENTS; i++) {
      IntentId id = new IntentId(new UUID(random.nextLong(), random.nextLong()));
      Intent intent = accepted(id, random.nextLong()).intent();
      intents.add(intent);
      lives.put(StreamId.intent(id), intent);
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<IntentId, Long> versions = new HashMap<>();
      write(random, versions, INTENTS);
      List<Reader> readers = new ArrayList<>();
      List<Future<List<Long>>> read = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Reader reader = reader(random, i);
        readers.add(reader);
        EventLog log = nodes.get(i % 2).log();
        long seed = random.nextLong();
        read.add(threads.submit(() -> follow(log, reader, seed)));
      }
      write(random, versions, INTENTS);
      fixture.query(
          "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND query LIKE 'LISTEN%'");
      write(random, versions, INTENTS);
      LogFixture.append(nodes.getFirst().log(), END, 0, "end");

      List<RecordedEvent> all = nodes.getFirst().log().readAll(LogPosition.START, 100_000);
      for (int i = 0; i < readers.size(); i++) {
        Reader reader = readers.get(i);
        List<Long> expected =
            all.stream()
                .filter(event -> event.position().value() > reader.after())
                .filter(reader.wants())
                .map(event -> event.position().value())
                .toList();
        assertThat(read.get(i).get()).as("seed %d, reader %d", SEED, i).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"type = 'intent.invited.v1'", "payload = '\\xffff'"})
  @DisplayName("failures #37: an intent that can't be read ends no reader of another strategy")
  void anUnreadableBeginningEndsNoOtherReader(String damage) throws Exception {
    Random random = new Random(SEED);
    Intent bad = begun(random);
    Intent good = begun(random);
    LogPosition first = write(bad, 0, new IntentEvent.Accepted(bad.id(), bad, List.of(), null));
    LogPosition its = write(good, 0, new IntentEvent.Accepted(good.id(), good, List.of(), null));
    write(bad, 1, new IntentEvent.CancelRequested(bad.id(), "x"));
    LogPosition last = write(good, 1, new IntentEvent.CancelRequested(good.id(), "x"));
    nodes.getFirst().intents().catchUp(last, Duration.ofSeconds(30));
    nodes.forEach(EventStore::close);
    fixture.tamper("UPDATE event SET " + damage + " WHERE position = " + first);
    EventLog log = fixture.open(EventStoreSettings.of("node-3"), InstantSource.system()).log();

    assertThat(positions(log, EventFilter.all().ofStrategies(Set.of(good.strategy()))))
        .as("the index knows whose the other is")
        .containsExactly(its, last);
    EventFilter own = EventFilter.all().ofStrategies(Set.of(bad.strategy()));
    assertThatThrownBy(() -> positions(log, own)).isInstanceOf(UnreadableEvent.class);

    fixture.tamper("DELETE FROM intent_index WHERE intent = '" + bad.id() + "'");
    EventLog later = fixture.open(EventStoreSettings.of("node-4"), InstantSource.system()).log();
    for (EventFilter filter :
        List.of(
            own,
            EventFilter.all().ofStrategies(Set.of(good.strategy())),
            EventFilter.all().onChains(Set.of(good.trade().chain())))) {
      assertThatThrownBy(() -> positions(later, filter))
          .isInstanceOf(UnreadableEvent.class)
          .hasMessageContaining(StreamId.intent(bad.id()) + " begins at " + first);
    }
  }

  private static Intent begun(Random random) {
    return accepted(new IntentId(new UUID(random.nextLong(), random.nextLong())), random.nextLong())
        .intent();
  }

  private LogPosition write(Intent intent, long version, IntentEvent event) {
    return ((Appended)
            nodes
                .getFirst()
                .log()
                .append(
                    Append.to(
                        StreamId.intent(intent.id()),
                        version,
                        new NewEvent(EventId.next(), event))))
        .last();
  }

  /** All that there is now. */
  private static List<LogPosition> positions(EventLog log, EventFilter filter)
      throws InterruptedException {
    List<LogPosition> positions = new ArrayList<>();
    LogPosition head = log.head().position();
    try (Subscription events = log.subscribe(LogPosition.START, filter)) {
      while (head.isAfter(events.position())) {
        events.poll(Duration.ofMillis(50)).ifPresent(event -> positions.add(event.position()));
      }
    }
    return positions;
  }

  private static final StreamId END = new StreamId("test", "end");

  /** Reads up to the last event of the log, going away and coming back from where it was. */
  private List<Long> follow(EventLog log, Reader reader, long seed) throws InterruptedException {
    Random random = new Random(seed);
    List<Long> positions = new ArrayList<>();
    LogPosition from = new LogPosition(reader.after());
    while (true) {
      try (Subscription events = log.subscribe(from, reader.filter())) {
        for (int left = 1 + random.nextInt(40); left > 0; left--) {
          events
              .poll(Duration.ofMillis(5))
              .ifPresent(event -> positions.add(event.position().value()));
        }
        from = events.position();
      }
      List<RecordedEvent> end = log.read(END);
      if (!end.isEmpty() && from.value() >= end.getFirst().position().value()) {
        return positions;
      }
    }
  }

  private Reader reader(Random random, int number) {
    long after = random.nextLong(INTENTS);
    Intent intent = intents.get(random.nextInt(intents.size()));
    return switch (number % 4) {
      case 0 ->
          new Reader(
              EventFilter.all().ofStrategies(Set.of(intent.strategy())),
              event -> {
                Intent life = lives.get(event.stream());
                return life != null && life.strategy().equals(intent.strategy());
              },
              after);
      case 1 -> {
        ChainId chain = intent.trade().chain();
        yield new Reader(
            EventFilter.all().onChains(Set.of(chain)),
            event -> {
              Intent life = lives.get(event.stream());
              return life != null && life.trade().chain().equals(chain);
            },
            after);
      }
      case 2 ->
          new Reader(
              EventFilter.kind("intent").ofTypes(Set.of("intent.cancel-requested.v1")),
              event -> event.type().equals("intent.cancel-requested.v1"),
              after);
      default ->
          new Reader(
              EventFilter.stream(StreamId.intent(intent.id())),
              event -> event.stream().equals(StreamId.intent(intent.id())),
              after);
    };
  }

  /** Intents begin and go on, through either node. */
  private void write(Random random, Map<IntentId, Long> versions, int count) {
    for (int i = 0; i < count; i++) {
      Intent intent = intents.get(random.nextInt(intents.size()));
      long version = versions.getOrDefault(intent.id(), 0L);
      List<Event> events = new ArrayList<>();
      if (version == 0) {
        events.add(new IntentEvent.Accepted(intent.id(), intent, List.of(), null));
      }
      for (int n = random.nextInt(4); n > 0; n--) {
        events.add(new IntentEvent.CancelRequested(intent.id(), "x" + n));
      }
      if (!events.isEmpty()) {
        NewEvent[] fresh =
            events.stream()
                .map(event -> new NewEvent(EventId.next(), event))
                .toArray(NewEvent[]::new);
        EventLog log = nodes.get(random.nextInt(2)).log();
        assertThat(log.append(Append.to(StreamId.intent(intent.id()), version, fresh)))
            .isInstanceOf(Appended.class);
        versions.put(intent.id(), version + fresh.length);
      }
    }
  }

  private static IntentEvent.Accepted accepted(IntentId id, long seed) {
    return (IntentEvent.Accepted) new Samples(seed).everyType(id).getFirst();
  }
}
