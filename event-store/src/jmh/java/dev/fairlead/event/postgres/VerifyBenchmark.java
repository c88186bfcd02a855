package dev.fairlead.event.postgres;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.Verdict;
import dev.fairlead.model.node.NodeEvent;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures how fast a log is verified: {@code VerifyBenchmark [EVENTS [ROUNDS]]}. The events are
 * written by 256 callers who share commits. Not a JMH benchmark: a server is half of what counts.
 */
final class VerifyBenchmark {
  private static final String TEXT = "x".repeat(400);
  private static final int CALLERS = 256;

  private VerifyBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 250_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
    PrintStream out = System.out;
    try (LogFixture fixture = new LogFixture()) {
      EventStore store = fixture.open();
      write(store, events / CALLERS);
      for (int i = 0; i < rounds; i++) {
        long begun = System.nanoTime();
        Verdict verdict = store.verifier().verify((_, _) -> {});
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (!(verdict instanceof Verdict.Sound sound)) {
          throw new IllegalStateException("the log is not sound: " + verdict);
        }
        out.println(
            String.format(
                Locale.ROOT,
                "verify %d events with %d seals: %.2f s, %.0f events/s",
                sound.count(),
                sound.seals(),
                seconds,
                sound.count() / seconds));
      }
    }
  }

  private static void write(EventStore store, int each) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        tasks.add(() -> {
          StreamId stream = new StreamId("bench", UUID.randomUUID().toString());
          for (int i = 0; i < each; i++) {
            AppendResult result =
                store
                    .log()
                    .append(
                        Append.to(
                            stream,
                            i,
                            new NewEvent(EventId.next(), new NodeEvent.Started(TEXT, "1"))));
            if (!(result instanceof AppendResult.Appended)) {
              throw new IllegalStateException("not appended: " + result);
            }
          }
          return null;
        });
      }
      for (Future<Void> done : threads.invokeAll(tasks)) {
        done.get();
      }
    }
  }
}
