package dev.fairlead.bench.route;

import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Latencies;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.route.RouteRequest;
import dev.fairlead.route.generated.GeneratedMarket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at a fixed rate while the market moves: each is due at its time, whether or not those
 * before it are done, and its time counts from when it was due.
 */
final class Sustained {
  private static final int REQUESTS = 15_000;
  private static final int WARM_UP = 6_000;
  private static final int PER_SECOND = 1_000;
  private static final int DIFFERENT = 512;
  private static final long BLOCK_MILLIS = 250;
  private static final double P99_MILLIS = 20;
  private static final double RATE = 0.99 * PER_SECOND;

  private final GraphRouter router = new GraphRouter();
  private final List<RouteRequest> requests;
  private final Blocks blocks;
  private final AtomicInteger block = new AtomicInteger();
  private final AtomicInteger next = new AtomicInteger();
  private final Latencies times = new Latencies();

  Sustained(GeneratedMarket generated, Blocks blocks, long seed) {
    this.blocks = blocks;
    this.requests =
        Ask.of(generated, seed, DIFFERENT).stream().map(ask -> ask.request(generated)).toList();
  }

  /** Held to the targets. */
  List<Row> rows(BenchmarkRun run, String label) throws InterruptedException {
    double answered = answered(run);
    return List.of(
        Row.held(name(label, "answered"), answered, "1/s", Target.atLeast(RATE)),
        Row.shown(name(label, "p50"), times.millis(50), "ms"),
        Row.held(name(label, "p99"), times.millis(99), "ms", Target.below(P99_MILLIS)));
  }

  /** Only shown. */
  Row shown(BenchmarkRun run, String label) throws InterruptedException {
    return Row.shown(name(label, "answered"), answered(run), "1/s");
  }

  private static String name(String label, String figure) {
    return String.format(
        Locale.ROOT,
        "%s%,d requests/s, a block every %d ms, %s",
        label,
        PER_SECOND,
        BLOCK_MILLIS,
        figure);
  }

  /** How many a second, after some seconds of the same, as a node runs for long. */
  private double answered(BenchmarkRun run) throws InterruptedException {
    int count = Math.max(PER_SECOND, run.samples(REQUESTS));
    int workers = Runtime.getRuntime().availableProcessors();
    race(Math.min(count, WARM_UP), workers);
    times.reset();
    return count / race(count, workers);
  }

  /** The seconds from when the first is due until the last is answered. */
  private double race(int count, int workers) throws InterruptedException {
    try (ExecutorService pool = Executors.newFixedThreadPool(workers);
        ScheduledExecutorService chain = Executors.newSingleThreadScheduledExecutor()) {
      Future<?> ticking =
          chain.scheduleAtFixedRate(
              block::incrementAndGet, BLOCK_MILLIS, BLOCK_MILLIS, TimeUnit.MILLISECONDS);
      next.set(0);
      long start = System.nanoTime();
      List<Future<?>> running = new ArrayList<>();
      for (int w = 0; w < workers; w++) {
        running.add(pool.submit(() -> work(start, count)));
      }
      for (Future<?> worker : running) {
        worker.get();
      }
      ticking.cancel(true);
      return (System.nanoTime() - start) / 1e9;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a request failed", e.getCause());
    }
  }

  private void work(long start, int count) {
    for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
      long due = start + n * (TimeUnit.SECONDS.toNanos(1) / PER_SECOND);
      for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
        LockSupport.parkNanos(early);
      }
      router.route(blocks.at(block.get()), requests.get(n % DIFFERENT));
      times.addNanos(System.nanoTime() - due);
    }
  }
}
