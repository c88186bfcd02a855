package dev.fairlead.event.postgres;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreObserver;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;

/**
 * The node's clock, but never further ahead of the database's than {@link #TOLERANCE}. The log's
 * time never runs backwards, so one that had jumped ahead would have to stand still until the
 * clocks catch up, and instants would name wrong positions. The database's clock is asked every few
 * seconds and extrapolated in between, so that a reading asks nobody.
 */
final class BoundedClock implements InstantSource, AutoCloseable {
  /** More than clocks that are kept by NTP differ by, and less than matters to an as-of query. */
  static final Duration TOLERANCE = Duration.ofSeconds(5);

  private static final Duration EVERY = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final DSLContext database;
  private final EventStoreObserver observer;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("fairlead-clock").factory());
  private volatile Reading reading;
  private volatile Duration ahead = Duration.ZERO;

  /** What the database's clock said, and when by a clock that only counts. */
  private record Reading(Instant time, long nanos) {
    Instant now() {
      return time.plusNanos(System.nanoTime() - nanos);
    }
  }

  /** Asks the database once, and from then on now and then until it is closed. */
  BoundedClock(InstantSource clock, DSLContext database, EventStoreObserver observer) {
    this.clock = clock;
    this.database = database;
    this.observer = observer;
    this.reading = ask();
  }

  void start() {
    long millis = EVERY.toMillis();
    Future<?> _ =
        thread.scheduleWithFixedDelay(this::refresh, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Counted from the answer on: never ahead of the database's clock, however long that took. */
  private Reading ask() {
    Instant time =
        DatabaseFailure.reading(
            "reading the database's clock",
            () ->
                database
                    .fetchSingle("SELECT clock_timestamp()")
                    .get(0, OffsetDateTime.class)
                    .toInstant());
    return new Reading(time, System.nanoTime());
  }

  private void refresh() {
    Duration was = ahead;
    ahead = Duration.ZERO;
    if (!was.isZero()) {
      observer.clockAhead(was);
    }
    try {
      reading = ask();
    } catch (EventStoreException e) {
      observer.databaseFailed("reading the database's clock", 1, e);
    }
  }

  @Override
  public Instant instant() {
    Instant now = clock.instant();
    Instant database = reading.now();
    Instant latest = database.plus(TOLERANCE);
    if (!now.isAfter(latest)) {
      return now;
    }
    ahead = Duration.between(database, now);
    return latest;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
