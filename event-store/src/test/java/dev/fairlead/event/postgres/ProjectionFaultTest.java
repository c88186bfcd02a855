package dev.fairlead.event.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.model.LogPosition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Projections beside one that can't go on. */
final class ProjectionFaultTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LogFixture fixture = new LogFixture();
  private EventStore store = fixture.open();

  @AfterEach
  void close() {
    fixture.close();
  }

  private LogPosition write(String kind, int count) {
    StreamId stream = new StreamId(kind, "s");
    int version = store.log().read(stream).size();
    LogPosition last = LogPosition.START;
    for (int i = 0; i < count; i++) {
      last = LogFixture.append(store.log(), stream, version + i, "x").last();
    }
    return last;
  }

  private ProjectionRunner runner(String kind, EventStoreObserver observer) {
    return new ProjectionRunner(
        new Counted(kind), store.log(), Sql.of(fixture.database()), observer);
  }

  private String counted(String kind) {
    return fixture.query(
        "SELECT count(*), count(DISTINCT position) FROM counted WHERE kind = '" + kind + "'");
  }

  @Test
  @DisplayName(
      "failures #37: a poison event stops its projection alone, which goes on where it stood")
  void stopsOneProjectionAlone() throws Exception {
    fixture.execute(
        fixture.database().owner(), "CREATE TABLE counted (kind text, position bigint)");
    write("good", 3);
    LogPosition poison = write("bad", 3);
    LogPosition last = write("good", 3);
    String type = fixture.query("SELECT type FROM event WHERE position = " + poison);
    store.close();
    fixture.tamper("UPDATE event SET type = 'test.unknown.v9' WHERE position = " + poison);
    store = fixture.open();
    CompletableFuture<Exception> stopped = new CompletableFuture<>();
    EventStoreObserver alarm =
        new EventStoreObserver() {
          @Override
          public void projectionStopped(String name, LogPosition position, Exception reason) {
            stopped.complete(reason);
          }
        };

    try (ProjectionRunner bad = runner("bad", alarm);
        ProjectionRunner good = runner("good", EventStoreObserver.silent())) {
      bad.start();
      good.start();

      assertThat(stopped.get(20, TimeUnit.SECONDS)).hasMessageContaining("test.unknown.v9");
      assertThatThrownBy(() -> bad.await(poison, PATIENCE))
          .isInstanceOfSatisfying(
              EventStoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FATAL));
      good.await(last, PATIENCE);
      good.await(write("good", 2), PATIENCE);
      assertThat(counted("good")).isEqualTo("8|8");
      store.intents().catchUp(last, PATIENCE);
    }

    fixture.tamper("UPDATE event SET type = '" + type + "' WHERE position = " + poison);
    try (ProjectionRunner understanding = runner("bad", EventStoreObserver.silent())) {
      understanding.start();
      understanding.await(poison, PATIENCE);
      assertThat(counted("bad")).isEqualTo("3|3");
    }
  }

  private record Counted(String name) implements Projection {
    @Override
    public long revision() {
      return 1;
    }

    @Override
    public EventFilter filter() {
      return EventFilter.kind(name);
    }

    @Override
    public Table<?> table() {
      return DSL.table("counted");
    }

    @Override
    public List<Field<?>> key() {
      return List.of();
    }

    @Override
    public Projection beside() {
      throw new UnsupportedOperationException("it is never made again beside itself");
    }

    @Override
    public void apply(List<RecordedEvent> events, DSLContext transaction) {
      for (RecordedEvent event : events) {
        transaction.execute("INSERT INTO counted VALUES (?, ?)", name, event.position().value());
      }
    }
  }
}
