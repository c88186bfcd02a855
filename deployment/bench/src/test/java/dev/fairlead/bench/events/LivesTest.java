package dev.fairlead.bench.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.model.LogPosition;
import dev.fairlead.signing.LocalEventSigner;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LivesTest {
  private final TestDatabase database = TestDatabases.create();
  private final SplittableRandom random = new SplittableRandom(3);
  private final EventStore store = open();

  private EventStore open() {
    return PostgresEventStore.open(
        database.database(),
        EventStoreSettings.of("bench"),
        LocalEventSigner.generate(new SecureRandom()),
        InstantSource.system(),
        EventStoreObserver.silent());
  }

  @AfterEach
  void close() {
    store.close();
    database.close();
  }

  @Test
  void writesWholeLivesThatTheIndexUnderstands() throws Exception {
    Lives lives = new Lives(1_000);
    long before = store.log().head().position().value();
    lives.write(store.log(), what -> {});
    LogPosition head = store.log().head().position();
    assertThat(head.value() - before).isEqualTo(lives.events()).isGreaterThanOrEqualTo(1_000);
    store.intents().catchUp(head, Duration.ofSeconds(30));
    assertThat(store.log().read(lives.any(random))).hasSize(3);
  }

  @Test
  void writesEventsOfThePromisedSize() throws Exception {
    Lives lives = new Lives(300);
    lives.write(store.log(), what -> {});
    List<RecordedEvent> events =
        store.log().readAll(new LogPosition(0), 1_000).stream()
            .filter(event -> event.stream().kind().equals("intent"))
            .toList();
    double mean =
        events.stream().mapToInt(event -> event.payload().length()).average().orElseThrow();
    assertThat(mean).isBetween(500.0, 600.0);
    assertThat(Payload.bytes()).hasSize(550);
    assertThat(Payload.json()).hasSize(550);
  }

  @Test
  void racesOnlyForTheTimeThatItWasGiven() throws Exception {
    Tally tally = new Tally();
    try (Contestant own = OwnLog.of(store.log())) {
      own.race(4, Duration.ofMillis(50), tally);
    }
    long written =
        store.log().readAll(new LogPosition(0), 100_000).stream()
            .filter(event -> event.stream().kind().equals("bench"))
            .count();
    assertThat(tally.times().count()).isEqualTo(written).isPositive();
    assertThat(tally.rate()).isPositive();
  }
}
