package dev.fairlead.bench.events;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * A contestant whose callers are threads of this process.
 *
 * @param callers makes a caller
 * @param resource what it works with
 */
record InProcess(String name, Supplier<Caller> callers, Resource resource) implements Contestant {
  /** Gives back what a contestant works with. */
  @FunctionalInterface
  interface Resource {
    void close() throws IOException, SQLException;
  }

  @Override
  public void race(int count, Duration time, Tally tally) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Void>> tasks = new ArrayList<>();
      long begun = System.nanoTime();
      long end = begun + time.toNanos();
      for (int i = 0; i < count; i++) {
        Caller caller = callers.get();
        tasks.add(() -> {
          long start = System.nanoTime();
          while (start < end) {
            caller.append();
            long now = System.nanoTime();
            tally.times().addNanos(now - start);
            start = now;
          }
          return null;
        });
      }
      for (Future<Void> done : threads.invokeAll(tasks)) {
        done.get();
      }
      tally.ran((System.nanoTime() - begun) / 1e9);
    }
  }

  @Override
  public void close() throws IOException, SQLException {
    resource.close();
  }
}
