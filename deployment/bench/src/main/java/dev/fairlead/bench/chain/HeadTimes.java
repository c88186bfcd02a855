package dev.fairlead.bench.chain;

import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Latencies;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.EvmChain;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** From a head on the socket to its block handed on, verified; ten transactions a block. */
final class HeadTimes {
  private static final int WARM_UP = 200;
  private static final int BLOCKS = 1_000;
  private static final int TRANSACTIONS = 10;

  private HeadTimes() {}

  static List<Row> rows(BenchmarkRun run, Path window) throws InterruptedException {
    int blocks = run.samples(BLOCKS);
    BlockingQueue<Duration> lags = new LinkedBlockingQueue<>();
    ChainObserver observer =
        new ChainObserver() {
          @Override
          public void extended(ChainId id, BlockRef block, Duration lag) {
            lags.add(lag);
          }
        };
    Latencies times = new Latencies();
    try (LocalChain chain = LocalChain.start(run.progress());
        EvmChain followed = chain.follow(true, Duration.ofSeconds(1), observer, window)) {
      for (int i = -Math.min(WARM_UP, blocks); i < blocks; i++) {
        chain.send(TRANSACTIONS);
        chain.anvil().control().mine();
        Duration lag = lags.take();
        if (i >= 0) {
          times.add(lag);
        }
      }
      if (!followed.head().equals(chain.head())) {
        throw new IllegalStateException("blocks were missed: " + followed.head());
      }
    }
    return List.of(
        Row.shown("head on the socket to verified block, p50", times.millis(50), "ms"),
        Row.held(
            "head on the socket to verified block, p99", times.millis(99), "ms", Target.below(15)));
  }
}
