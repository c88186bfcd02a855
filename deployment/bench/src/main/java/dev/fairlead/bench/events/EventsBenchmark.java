package dev.fairlead.bench.events;

import dev.fairlead.bench.Benchmark;
import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.CommitLimit;
import dev.fairlead.bench.Latencies;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.event.Append;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.parts.NpmTree;
import dev.fairlead.parts.PartsCache;
import dev.fairlead.parts.Progress;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.LocalEventSigner;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The log on the embedded server, first filled to a size, beside a plain table and other event
 * stores on the same server, with {@code fsync} on.
 */
public final class EventsBenchmark implements Benchmark {
  private static final int EVENTS = 300_000;
  private static final int TURNS = 5;
  private static final int LONE = 4_000;
  private static final int QUERIES = 2_000;
  private static final int DELIVERIES = 3_000;
  private static final int SUBSCRIBERS = 200;
  private static final int GROWTH_TURNS = 3;
  private static final long GROWTH_EVENTS = 1_000_000;
  private static final Duration GROWTH_RACE = Duration.ofSeconds(1);

  private final EventSigner signer = LocalEventSigner.generate(new SecureRandom());

  @Override
  public String name() {
    return "events";
  }

  @Override
  public String description() {
    return "the log: appends beside a plain table and other stores, proofs, the past, subscribers";
  }

  @Override
  public List<Row> run(BenchmarkRun run) throws Exception {
    Progress progress = run.progress();
    Lives lives = new Lives(run.events(EVENTS));
    List<Row> rows = new ArrayList<>();
    try (Bed bed = Bed.open(progress)) {
      progress.says("making the server's WAL files");
      bed.makeWalFiles();
      LogDatabase database = bed.database("bench_log");
      try (EventStore store = open(database)) {
        lives.write(store.log(), progress);
        rows.add(Row.shown("events in the log at first", lives.events(), "events"));
        rows.addAll(PastReads.verify(store, progress));
      }
      rows.add(
          Row.shown(
              "index of intents rebuilt for the first time",
              rebuilt(database, progress),
              "events/s"));
      rows.add(
          Row.held(
              "index of intents rebuilt",
              rebuilt(database, progress),
              "events/s",
              Target.atLeast(100_000)));
      try (EventStore store = open(database)) {
        rows.addAll(PastReads.asOf(store, lives, run.samples(QUERIES), progress));
        rows.addAll(alone(store, bed.database("bench_commit"), run.samples(LONE), progress));
        rows.addAll(together(store, bed, run.samples(TURNS), progress));
        progress.says("deliveries");
        Delivery delivery = new Delivery(store.log());
        delivery.measure(1, 1000, 500, 5);
        rows.addAll(delivery.measure(1, 1000, run.samples(DELIVERIES), 5));
        rows.addAll(delivery.measure(SUBSCRIBERS, 1000, run.samples(DELIVERIES), 50));
        if (lives.events() >= Growth.LONG) {
          rows.addAll(growth(store, lives, bed.database("bench_short"), run));
        }
      }
    }
    return rows;
  }

  private List<Row> growth(EventStore store, Lives lives, LogDatabase shorter, BenchmarkRun run)
      throws Exception {
    Lives few = new Lives(Growth.SHORT);
    try (EventStore other = open(shorter)) {
      few.write(other.log(), run.progress());
      Growth.Effort effort =
          new Growth.Effort(
              GROWTH_TURNS,
              GROWTH_EVENTS,
              run.samples(QUERIES),
              run.samples(LONE),
              GROWTH_RACE,
              run.samples(DELIVERIES));
      return Growth.measure(other, few, store, lives, effort, run.progress());
    }
  }

  private EventStore open(LogDatabase database) {
    return PostgresEventStore.open(
        database,
        EventStoreSettings.of("bench"),
        signer,
        InstantSource.system(),
        EventStoreObserver.silent());
  }

  /** As for a projection whose rows would come out otherwise since the last start. */
  private double rebuilt(LogDatabase database, Progress progress)
      throws SQLException, InterruptedException {
    progress.says("rebuilding the index of intents");
    try (Connection connection = Bed.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE fairlead.projection SET revision = 0 WHERE name = 'intent_index'");
    }
    long begun = System.nanoTime();
    try (EventStore store = open(database)) {
      return PastReads.rebuilt(store, begun);
    }
  }

  private static List<Row> alone(
      EventStore store, LogDatabase other, int samples, Progress progress) throws SQLException {
    progress.says("one caller in turns with a single-row commit");
    Latencies ours = new Latencies();
    try (CommitLimit commits = CommitLimit.open(other, Payload.bytes())) {
      for (int i = -samples; i < samples; i++) {
        if (i == 0) {
          ours.reset();
          commits.times().reset();
        }
        commits.measure();
        long begun = System.nanoTime();
        OwnLog.write(store.log(), Append.to(Payload.stream(), 0, Payload.event()));
        ours.addNanos(System.nanoTime() - begun);
      }
      List<Row> rows = new ArrayList<>();
      rows.add(
          new Row(
              "one caller alone, p50 (plain single-row commit)",
              ours.millis(50),
              "ms",
              commits.times().millis(50),
              Target.ratioBelow(1.6)));
      rows.add(
          new Row(
              "one caller alone, p99 (plain single-row commit)",
              ours.millis(99),
              "ms",
              commits.times().millis(99),
              null));
      return rows;
    }
  }

  private static List<Row> together(EventStore store, Bed bed, int turns, Progress progress)
      throws Exception {
    Path npm =
        NpmTree.beside(Emmett.class, "bench-event-stores", Emmett.SCRIPT)
            .in(PartsCache.ofUser(progress));
    List<Row> rows = new ArrayList<>();
    try (Contestant plain = PlainTable.open(bed.database("bench_plain"));
        Contestant emmett = Emmett.open(npm, bed.database("bench_emmett"));
        Contestant messages = MessageDb.open(npm, bed.database("bench_messages"));
        Contestant axon = AxonEngine.open(bed.database("bench_axon"));
        Contestant own = OwnLog.of(store.log())) {
      GroupCommit race = new GroupCommit(own, plain, List.of(emmett, messages, axon), progress);
      for (int callers : new int[] {1, 32, 256}) {
        rows.addAll(race.measure(callers, turns));
      }
    }
    return rows;
  }
}
