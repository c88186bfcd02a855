package dev.fairlead.event.postgres;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.Subscription;
import dev.fairlead.event.Verdict;
import dev.fairlead.model.node.NodeEvent;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures the log on the embedded server: one caller against a plain single-row commit of the same
 * bytes, taken in turns; many callers; delivery to a subscriber; verification. Not a JMH benchmark:
 * what counts are percentiles of whole calls, and a server is part of each.
 */
final class LogBenchmark {
  private static final String TEXT = "x".repeat(400);
  private static final int ROUNDS = 4000;

  private final PrintStream out;
  private final LogFixture fixture;
  private final EventLog log;

  private LogBenchmark(PrintStream out, LogFixture fixture, EventLog log) {
    this.out = out;
    this.fixture = fixture;
    this.log = log;
  }

  public static void main(String[] arguments) throws Exception {
    try (LogFixture fixture = new LogFixture()) {
      EventStore store = fixture.open();
      LogBenchmark benchmark = new LogBenchmark(System.out, fixture, store.log());
      benchmark.oneCaller(false);
      benchmark.oneCaller(true);
      benchmark.manyCallers(32, 1500);
      benchmark.manyCallers(256, 300);
      benchmark.manyCallers(32, 1500);
      benchmark.manyCallers(256, 300);
      benchmark.delivery();
      for (int i = 0; i < 2; i++) {
        long begun = System.nanoTime();
        Verdict verdict = store.verifier().verify((done, of) -> {});
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (verdict instanceof Verdict.Sound sound) {
          benchmark.line(
              String.format(
                  Locale.ROOT,
                  "verify %d events with %d seals: %.0f events/s",
                  sound.count(),
                  sound.seals(),
                  sound.count() / seconds));
        } else {
          throw new IllegalStateException("the log is not sound: " + verdict);
        }
      }
    }
  }

  private void line(String text) {
    out.println(text);
  }

  private static NewEvent event() {
    return new NewEvent(EventId.random(), new NodeEvent.Started(TEXT, "1"));
  }

  private static StreamId fresh() {
    return new StreamId("bench", UUID.randomUUID().toString());
  }

  private void append(StreamId stream, long version) {
    AppendResult result = log.append(Append.to(stream, version, event()));
    if (!(result instanceof AppendResult.Appended)) {
      throw new IllegalStateException("not appended: " + result);
    }
  }

  private void oneCaller(boolean shown) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                fixture.database().url(),
                fixture.database().owner().user(),
                new String(
                    fixture.database().owner().password().reveal(), StandardCharsets.UTF_8));
        Statement create = connection.createStatement()) {
      create.execute("CREATE TABLE IF NOT EXISTS plain (id bigserial PRIMARY KEY, payload bytea)");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO plain (payload) VALUES (?)")) {
        byte[] payload = TEXT.getBytes(StandardCharsets.UTF_8);
        long[] plain = new long[ROUNDS];
        long[] ours = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
          long begun = System.nanoTime();
          insert.setBytes(1, payload);
          insert.execute();
          long between = System.nanoTime();
          append(fresh(), 0);
          ours[i] = System.nanoTime() - between;
          plain[i] = between - begun;
        }
        if (shown) {
          show("one caller, plain single-row commit", plain);
          show("one caller, append", ours);
        }
      }
    }
  }

  private void manyCallers(int callers, int each) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<long[]>> tasks = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        tasks.add(() -> {
          StreamId own = fresh();
          long[] took = new long[each];
          for (int i = 0; i < each; i++) {
            long begun = System.nanoTime();
            append(own, i);
            took[i] = System.nanoTime() - begun;
          }
          return took;
        });
      }
      long begun = System.nanoTime();
      List<Future<long[]>> done = threads.invokeAll(tasks);
      double seconds = (System.nanoTime() - begun) / 1e9;
      long[] all = new long[callers * each];
      for (int i = 0; i < callers; i++) {
        System.arraycopy(done.get(i).get(), 0, all, i * each, each);
      }
      show(
          String.format(
              Locale.ROOT, "%d callers, %.0f appends/s", callers, callers * each / seconds),
          all);
    }
  }

  private void delivery() throws Exception {
    int events = 1000;
    long[] seen = new long[events];
    long[] returned = new long[events];
    try (Subscription subscription =
            log.subscribe(log.head().position(), EventFilter.kind("bench"));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> reader =
          threads.submit(() -> {
            for (int i = 0; i < events; i++) {
              subscription.take();
              seen[i] = System.nanoTime();
            }
            return null;
          });
      for (int i = 0; i < events; i++) {
        append(fresh(), 0);
        returned[i] = System.nanoTime();
      }
      reader.get();
    }
    for (int i = 0; i < events; i++) {
      seen[i] = Math.max(0, seen[i] - returned[i]);
    }
    show("delivered to a subscriber after append returned", seen);
  }

  private void show(String name, long[] nanos) {
    Arrays.sort(nanos);
    line(
        String.format(
            Locale.ROOT,
            "%-48s p50 %6.0f us, p99 %6.0f us",
            name,
            nanos[nanos.length / 2] / 1e3,
            nanos[(int) (nanos.length * 0.99)] / 1e3));
  }
}
