package dev.fairlead.event.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.ProjectionStopped;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.model.LogPosition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  private ProjectionRunner runner(Counted projection) {
    return new ProjectionRunner(
        projection, store.log(), Sql.of(fixture.database()), EventStoreObserver.silent());
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
    countedTable();
    write("good", 3);
    LogPosition poison = write("bad", 3);
    LogPosition last = write("good", 3);
    String type = fixture.query("SELECT type FROM event WHERE position = " + poison);
    store.close();
    fixture.tamper("UPDATE event SET type = 'test.unknown.v9' WHERE position = " + poison);
    store = fixture.open();
    CompletableFuture<Throwable> stopped = new CompletableFuture<>();
    EventStoreObserver alarm =
        new EventStoreObserver() {
          @Override
          public void projectionStopped(String name, LogPosition position, Throwable reason) {
            stopped.complete(reason);
          }
        };

    try (ProjectionRunner bad = runner("bad", alarm);
        ProjectionRunner good = runner("good", EventStoreObserver.silent())) {
      bad.start();
      good.start();

      assertThat(stopped.get(20, TimeUnit.SECONDS)).hasMessageContaining("test.unknown.v9");
      assertThatThrownBy(() -> bad.progress().await(poison, PATIENCE))
          .isInstanceOfSatisfying(
              EventStoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FATAL));
      good.progress().await(last, PATIENCE);
      good.progress().await(write("good", 2), PATIENCE);
      assertThat(counted("good")).isEqualTo("8|8");
      store.intents().catchUp(last, PATIENCE);
    }

    fixture.tamper("UPDATE event SET type = '" + type + "' WHERE position = " + poison);
    try (ProjectionRunner understanding = runner("bad", EventStoreObserver.silent())) {
      understanding.start();
      understanding.progress().await(poison, PATIENCE);
      assertThat(counted("bad")).isEqualTo("3|3");
    }
  }

  @ParameterizedTest(
      name = "failures #37: what comes before a poison event is worked in, gathered for {0} ms")
  @ValueSource(longs = {0, 50})
  void worksInWhatComesBefore(long gathers) throws Exception {
    countedTable();
    LogPosition before = write("bad", 5);
    LogPosition poison = write("bad", 1);
    write("bad", 5);
    store.close();
    fixture.tamper("UPDATE event SET type = 'test.unknown.v9' WHERE position = " + poison);
    store = fixture.open();
    Counted projection = new Counted("bad", Duration.ofMillis(gathers));
    AtomicInteger turns = new AtomicInteger();
    projection.before =
        () -> {
          if (turns.getAndIncrement() == 0) {
            throw new DataAccessException("the connection was lost");
          }
        };

    try (ProjectionRunner bad = runner(projection)) {
      bad.start();
      assertThatThrownBy(() -> bad.progress().await(poison, PATIENCE))
          .isInstanceOf(ProjectionStopped.class)
          .hasMessageContaining("stopped after position " + before);
      assertThat(counted("bad")).isEqualTo("5|5");
    }
  }

  @Test
  @DisplayName("failures #37: one that is worked in bit by bit stops right before a poison event")
  void stopsBetweenBitsRightBeforeAPoison() throws Exception {
    countedTable();
    LogPosition before = write("bad", 77);
    LogPosition poison = write("bad", 1);
    write("bad", 50);
    Counted projection = new Counted("bad", Duration.ofMillis(50));
    projection.poison = poison;

    try (ProjectionRunner bad = runner(projection)) {
      bad.start();
      assertThatThrownBy(() -> bad.progress().await(poison, PATIENCE))
          .isInstanceOf(ProjectionStopped.class)
          .hasMessageContaining("stopped after position " + before);
      assertThat(counted("bad")).isEqualTo("77|77");
    }
  }

  static Stream<Named<Runnable>> faults() {
    return Stream.of(
        Named.of(
            "an exception",
            () -> {
              throw new IllegalStateException("the rows are wrong");
            }),
        Named.of(
            "an error",
            () -> {
              throw new StackOverflowError();
            }));
  }

  @ParameterizedTest(
      name = "failures #37: one that {0} stopped goes on when any node has rebuilt it")
  @MethodSource("faults")
  void goesOnWhenAnotherNodeHasRebuiltIt(Runnable fault) throws Exception {
    countedTable();
    List<LogPosition> told = new CopyOnWriteArrayList<>();
    EventStoreObserver observer =
        new EventStoreObserver() {
          @Override
          public void projected(String name, LogPosition position, int events) {
            if (events == 0) {
              told.add(position);
            }
          }
        };
    LogPosition last = write("bad", 4);
    Counted projection = new Counted("bad");
    projection.before = fault;
    try (ProjectionRunner bad =
        new ProjectionRunner(projection, store.log(), Sql.of(fixture.database()), observer)) {
      bad.start();
      assertThatThrownBy(() -> bad.progress().await(last, PATIENCE))
          .isInstanceOf(ProjectionStopped.class);
      projection.before = () -> {};
      told.clear();
      DSLContext other = Sql.of(fixture.database());
      other.execute(
          "INSERT INTO counted SELECT 'bad', position FROM event WHERE stream_kind = 'bad'"
              + " ORDER BY position LIMIT 3");
      LogPosition rebuilt = new LogPosition(last.value() - 1);
      other.transaction(configuration ->
          new ProjectionPlace(projection).replaced(configuration.dsl(), rebuilt.value()));

      awaitRunning(bad);
      bad.progress().await(last, PATIENCE);
      assertThat(counted("bad")).isEqualTo("4|4");
      assertThat(told).as("it is told that it goes on").contains(rebuilt);
      assertThat(bad.progress().stopped()).isEmpty();
    }
  }

  private static void awaitRunning(ProjectionRunner runner) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (runner.progress().stopped().isPresent()) {
      assertThat(System.nanoTime() - end).as("time without going on").isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void forgetsWhatItRemembersWhenAnotherNodeHasRebuiltIt() throws Exception {
    countedTable();
    Counted projection = new Counted("good");
    try (ProjectionRunner good =
        new ProjectionRunner(
            projection, store.log(), Sql.of(fixture.database()), EventStoreObserver.silent())) {
      good.start();
      LogPosition first = write("good", 3);
      good.progress().await(first, PATIENCE);
      int before = projection.replaced.get();
      Sql.of(fixture.database())
          .transaction(configuration ->
              new ProjectionPlace(projection).replaced(configuration.dsl(), first.value()));

      good.progress().await(write("good", 3), PATIENCE);

      assertThat(projection.replaced).hasValue(before + 1);
      assertThat(counted("good")).isEqualTo("6|6");
    }
  }

  @Test
  @DisplayName("failures #36: rows that another node begins again lack nothing that this one had")
  void followsAPlaceThatWentBack() throws Exception {
    countedTable();
    try (ProjectionRunner good = runner("good", EventStoreObserver.silent())) {
      good.start();
      good.progress().await(write("good", 5), PATIENCE);
      fixture.tamper("TRUNCATE counted", "UPDATE projection SET position = 0 WHERE name = 'good'");

      LogPosition last = write("good", 2);
      good.progress().await(last, PATIENCE);

      assertThat(fixture.query("SELECT position FROM projection WHERE name = 'good'"))
          .isEqualTo(last.toString());
      assertThat(counted("good")).isEqualTo("7|7");
    }
  }

  @Test
  @DisplayName("failures #36: an earlier version of the node leaves the rows of a later one alone")
  void leavesRowsOfALaterRevisionAlone() throws Exception {
    countedTable();
    try (ProjectionRunner old = runner("good", EventStoreObserver.silent())) {
      old.start();
      old.progress().await(write("good", 5), PATIENCE);
      fixture.tamper(
          "TRUNCATE counted",
          "UPDATE projection SET revision = 2, position = 0 WHERE name = 'good'");

      LogPosition last = write("good", 2);
      assertThatThrownBy(() -> old.progress().await(last, PATIENCE))
          .isInstanceOf(ProjectionStopped.class)
          .hasMessageContaining("kept by a later version of the node, as its revision 2");
      assertThat(counted("good")).isEqualTo("0|0");
      assertThat(fixture.query("SELECT revision, position FROM projection WHERE name = 'good'"))
          .isEqualTo("2|0");
    }
  }

  private void countedTable() {
    fixture.execute(
        fixture.database().owner(), "CREATE TABLE counted (kind text, position bigint)");
  }

  private static final class Counted implements Projection {
    private final String name;
    private final Duration gathers;
    private volatile Runnable before = () -> {};
    private volatile @Nullable LogPosition poison;
    private final AtomicInteger replaced = new AtomicInteger();

    Counted(String name) {
      this(name, Duration.ZERO);
    }

    Counted(String name, Duration gathers) {
      this.name = name;
      this.gathers = gathers;
    }

    @Override
    public Duration gathers() {
      return gathers;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void replaced() {
      replaced.incrementAndGet();
    }

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
      before.run();
      for (RecordedEvent event : events) {
        if (event.position().equals(poison)) {
          throw new IllegalStateException("no row comes of it");
        }
        transaction.execute("INSERT INTO counted VALUES (?, ?)", name, event.position().value());
      }
    }
  }
}
