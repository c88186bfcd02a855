package dev.fairlead.bench.route;

import dev.fairlead.bench.Benchmark;
import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Row;
import dev.fairlead.parts.FileTree;
import dev.fairlead.parts.PartsCache;
import dev.fairlead.route.generated.GeneratedMarket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Routes over generated markets: time, distance to the certified bound, and other routers on the
 * same pools.
 */
public final class RouteBenchmark implements Benchmark {
  private static final long SEED = 7;
  private static final int BUSY_POOLS = 5_000;
  private static final int CHANGES = 500;

  @Override
  public String name() {
    return "route";
  }

  @Override
  public String description() {
    return "routes: time, gap to a certified bound, output beside other routers, under load";
  }

  @Override
  public List<Row> run(BenchmarkRun run) throws IOException, InterruptedException {
    List<Peer> peers = Peers.all(PartsCache.ofUser(run.progress()));
    List<Row> rows = new ArrayList<>();
    Path directory = Files.createTempDirectory("fairlead-bench-route");
    try {
      for (MarketSize full : MarketSize.ALL) {
        MarketSize size = full.atMost(run.samples(Integer.MAX_VALUE));
        rows.addAll(rowsOf(run, size, peers, directory.resolve("market-" + size.pools())));
      }
    } finally {
      FileTree.delete(directory);
    }
    return rows;
  }

  /** The rows of one size of market; those under load at one size only. */
  static List<Row> rowsOf(BenchmarkRun run, MarketSize size, List<Peer> peers, Path file)
      throws IOException, InterruptedException {
    run.progress().says(size.label() + "all protocols");
    List<Row> rows = new ArrayList<>(new MixedRows(size, SEED).rows(run));
    GeneratedMarket generated = GeneratedMarket.mixed(SEED, size.pools(), size.tokens());
    if (size.pools() == BUSY_POOLS) {
      rows.addAll(busyRows(run, size.label() + "mixed, ", generated));
    }
    run.progress().says(size.label() + "constant products, beside others");
    PairMarket pairs = new PairMarket(generated);
    pairs.writeTo(file);
    rows.addAll(new PairRows(size, pairs, SEED).rows(run, peers, file));
    return rows;
  }

  /** While the market moves. */
  static List<Row> busyRows(BenchmarkRun run, String label, GeneratedMarket generated)
      throws InterruptedException {
    run.progress().says(label + "while the market moves");
    int changes = Math.min(CHANGES, generated.pools().size() / 2);
    Blocks blocks = Blocks.fair(generated, SEED, changes);
    List<Row> rows = new ArrayList<>(Following.rows(run, label, generated, blocks, changes));
    rows.addAll(new Sustained(generated, blocks, SEED + 3).rows(run, label));
    Blocks unfair = Blocks.unfair(generated, SEED, changes);
    rows.add(
        new Sustained(generated, unfair, SEED + 3).shown(run, label + "arbitrage left open, "));
    return rows;
  }
}
