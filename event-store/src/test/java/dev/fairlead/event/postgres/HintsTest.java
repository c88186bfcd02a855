package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.Subscription;
import dev.fairlead.model.LogPosition;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** When a node tells others of its commits. */
final class HintsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LogFixture fixture = new LogFixture();
  private final EventStore store = fixture.open();
  private final EventLog log = store.log();
  private long version;

  @AfterEach
  void close() {
    fixture.close();
  }

  /** Somebody who hears the hints, but is no node. */
  private Connection eavesdropper() throws SQLException {
    Connection connection = ConnectionSettings.owner(fixture.database()).open();
    try (Statement statement = connection.createStatement()) {
      statement.execute("LISTEN fairlead_event");
    }
    return connection;
  }

  private void write() {
    append(log, stream("s"), version++, "e" + version);
  }

  private static int heard(Connection connection, int millis) throws SQLException {
    return connection.unwrap(PGConnection.class).getNotifications(millis).length;
  }

  private void writeUntilHeard(Connection connection) throws SQLException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    do {
      write();
      assertThat(System.nanoTime() - end).isNegative();
    } while (heard(connection, 50) == 0);
  }

  @Test
  void tellsNobodyWhileItIsAlone() throws SQLException {
    try (Connection connection = eavesdropper()) {
      for (int i = 0; i < 30; i++) {
        write();
        assertThat(heard(connection, 50)).isZero();
      }
    }
  }

  @Test
  void tellsOfItsCommitsSoonAfterAnotherNodeListens() throws Exception {
    try (Connection connection = eavesdropper()) {
      write();
      EventLog other = fixture.open(EventStoreSettings.of("node-2"), InstantSource.system()).log();
      writeUntilHeard(connection);

      try (Subscription events = other.subscribe(log.head().position(), EventFilter.all())) {
        write();
        assertThat(events.poll(PATIENCE).map(RecordedEvent::version)).contains(version);
      }
      assertThat(heard(connection, 2_000)).isPositive();
    }
  }

  @Test
  void tellsNobodyAnyMoreWhenTheOtherNodeHasGone() throws Exception {
    try (Connection connection = eavesdropper()) {
      EventStore other = fixture.open(EventStoreSettings.of("node-2"), InstantSource.system());
      writeUntilHeard(connection);
      other.close();

      long end = System.nanoTime() + PATIENCE.toNanos();
      int quiet = 0;
      while (quiet < 30) {
        write();
        quiet = heard(connection, 50) == 0 ? quiet + 1 : 0;
        assertThat(System.nanoTime() - end).isNegative();
      }
    }
  }

  @Test
  @DisplayName("failures #136: a row that is no event is told of, and heard once it is mended")
  void goesOnWhenARowThatWasNoEventIsMended() throws Exception {
    BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    EventStoreObserver observer =
        new EventStoreObserver() {
          @Override
          public void databaseFailed(String during, int attempt, Exception failure) {
            if (during.equals("listening")) {
              failures.add(String.valueOf(failure.getMessage()));
            }
          }
        };
    EventLog other =
        fixture.open(EventStoreSettings.of("node-2"), InstantSource.system(), observer).log();
    write();
    long last = log.head().position().value();

    try (Subscription events = other.subscribe(new LogPosition(last), EventFilter.all())) {
      fixture.tamper(
          "ALTER TABLE event ALTER payload DROP NOT NULL",
          """
          INSERT INTO event
            SELECT position + 1, stream_kind, stream_id, version + 1, gen_random_uuid(),
                   recorded_at, type, NULL, previous, hash
              FROM event WHERE position = %d
          """
              .formatted(last),
          "UPDATE log_head SET position = position + 1");
      assertThat(failures.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .contains("the row at position " + (last + 1) + " is no event");

      fixture.tamper(
          "UPDATE event SET payload = (SELECT payload FROM event WHERE position = %d)"
                  .formatted(last)
              + " WHERE payload IS NULL");
      assertThat(events.poll(PATIENCE).map(RecordedEvent::position))
          .contains(new LogPosition(last + 1));
    }
  }
}
