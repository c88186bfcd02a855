package dev.fairlead.bench.venues;

import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.bench.turns.Pass;
import dev.fairlead.bench.turns.Turns;
import dev.fairlead.chain.Log;
import dev.fairlead.venue.Market;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.List;
import java.util.Locale;

/** What many pools weigh, and how long a block's logs take to become the next market. */
final class MarketRows {
  private static final int WARM_UP = 200;
  private static final int ROUNDS = 200;
  private static final int COLLECTIONS = 3;
  private static final double MEBIBYTE = 1 << 20;
  private static final double MOST_MEBIBYTES = 1_024;

  private MarketRows() {}

  static List<Row> rows(BenchmarkRun run, int pools) throws IOException {
    long before = heap();
    Market market = GeneratedMarket.of(pools);
    long after = heap();
    List<Log> logs = GeneratedMarket.trades(market, GeneratedMarket.LOGS);
    BlockUpdate update = new BlockUpdate();
    Pass<List<Log>> pass =
        new Pass<>(
            logs,
            each ->
                update.apply(market, GeneratedMarket.block(2), each).changedSince(market).length,
            new Pass.Checksum());
    double millis = Turns.medians(List.of(pass), WARM_UP, run.samples(ROUNDS)).getFirst();
    return List.of(
        Row.held(
            String.format(
                Locale.ROOT, "%,d logs to the next market of %,d pools", logs.size(), pools),
            millis,
            "ms",
            Target.below(1)),
        Row.held(
            String.format(Locale.ROOT, "heap of a market of %,d pools", pools),
            Math.max(0, after - before) / MEBIBYTE,
            "MiB",
            Target.below(MOST_MEBIBYTES)));
  }

  /** What is used once nothing is left to collect. */
  private static long heap() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < COLLECTIONS; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
