package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class BoundedClockTest {
  private final LogFixture fixture = new LogFixture();
  private final BlockingQueue<Duration> heard = new LinkedBlockingQueue<>();
  private volatile Duration jump = Duration.ZERO;

  @AfterEach
  void close() {
    fixture.close();
  }

  private EventStore open() {
    return fixture.open(
        EventStoreSettings.of("node-1"),
        () -> Instant.now().plus(jump),
        new EventStoreObserver() {
          @Override
          public void clockAhead(Duration by) {
            heard.add(by);
          }
        });
  }

  @Test
  @DisplayName(
      "failures #143: a clock that jumps ahead and back takes the log's time along by seconds only")
  void isNeverFarAheadOfTheDatabase() throws InterruptedException {
    EventStore store = open();
    Appended before = append(store.log(), stream("s"), 0, "a");
    jump = Duration.ofDays(400);
    Appended ahead = append(store.log(), stream("s"), 1, "b");
    jump = Duration.ZERO;
    Appended after = append(store.log(), stream("s"), 2, "c");

    Instant latest = Instant.now().plus(BoundedClock.TOLERANCE);
    assertThat(ahead.recordedAt()).isAfter(before.recordedAt()).isBeforeOrEqualTo(latest);
    assertThat(after.recordedAt()).isAfterOrEqualTo(ahead.recordedAt()).isBeforeOrEqualTo(latest);
    assertThat(store.log().positionAt(latest)).contains(after.last());
    assertThat(heard.poll(30, TimeUnit.SECONDS))
        .isNotNull()
        .isBetween(Duration.ofDays(399), Duration.ofDays(401));
  }

  @Test
  void leavesAClockAloneThatIsBehind() {
    jump = Duration.ofDays(-3);
    EventStore store = open();

    assertThat(append(store.log(), stream("s"), 0, "a").recordedAt())
        .isBefore(Instant.now().minus(Duration.ofDays(2)));
  }
}
