package dev.fairlead.bench.venues;

import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.HeapGrowth;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.bench.turns.Pass;
import dev.fairlead.bench.turns.Turns;
import dev.fairlead.chain.Log;
import dev.fairlead.venue.Market;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What many pools weigh, and how long a block's logs take to become the next market. */
final class MarketRows {
  private static final int WARM_UP = 200;
  private static final int ROUNDS = 200;
  private static final double MOST_MEBIBYTES = 1_024;

  private MarketRows() {}

  static List<Row> rows(BenchmarkRun run, int pools) throws IOException {
    HeapGrowth growth = new HeapGrowth();
    Market market = GeneratedMarket.of(pools);
    double mebibytes = growth.mebibytes();
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
            mebibytes,
            "MiB",
            Target.below(MOST_MEBIBYTES)));
  }
}
