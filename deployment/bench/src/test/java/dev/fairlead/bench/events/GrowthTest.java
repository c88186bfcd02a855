package dev.fairlead.bench.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.bench.Row;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.signing.LocalEventSigner;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GrowthTest {
  private static EventStore open(TestDatabase database) {
    return PostgresEventStore.open(
        database.database(),
        EventStoreSettings.of("bench"),
        LocalEventSigner.generate(new SecureRandom()),
        InstantSource.system(),
        EventStoreObserver.silent());
  }

  @Test
  void holdsEveryFigureOfTheLongLogAgainstThatOfTheShortOne() throws Exception {
    Lives few = new Lives(300);
    Lives more = new Lives(900);
    try (TestDatabase first = TestDatabases.create();
        TestDatabase second = TestDatabases.create();
        EventStore shorter = open(first);
        EventStore longer = open(second)) {
      few.write(shorter.log(), what -> {});
      more.write(longer.log(), what -> {});
      Growth.Effort effort = new Growth.Effort(2, 1_000, 20, 10, Duration.ofMillis(50), 20);

      List<Row> rows = Growth.measure(shorter, few, longer, more, effort, what -> {});

      assertThat(rows)
          .extracting(Row::name)
          .doesNotHaveDuplicates()
          .allMatch(name -> name.endsWith("900 events in the log (300)"))
          .anyMatch(name -> name.startsWith("verified,"))
          .anyMatch(name -> name.startsWith("index of intents rebuilt beside,"))
          .anyMatch(name -> name.startsWith("an intent as of an instant, p50,"))
          .anyMatch(name -> name.startsWith("one caller alone, p50,"))
          .anyMatch(name -> name.startsWith("32 callers, appends,"))
          .anyMatch(name -> name.startsWith("256 callers, appends,"))
          .anyMatch(name -> name.startsWith("delivered to 200 after the commit, p99,"));
      assertThat(rows).allSatisfy(row -> assertThat(row.ratio()).isNotNull());
      assertThat(rows)
          .filteredOn(row -> !row.name().contains("p99"))
          .allSatisfy(row -> assertThat(row.target()).isNotNull());
    }
  }
}
