package dev.fairlead.venue;

import dev.fairlead.chain.Block;
import dev.fairlead.model.Token;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One block in a market of many pools, from its logs to the snapshot that readers see. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx1g")
public class MarketBenchmark {
  private static final int LOGS = 500;
  private static final int ADDED = 5;

  /** {@code -jvmArgsAppend -Dfairlead.venue.market.pools=5000} for a smaller one. */
  private static final int POOLS = Integer.getInteger("fairlead.venue.market.pools", 50_000);

  private final GeneratedMarket generated = new GeneratedMarket(new Random(1));
  private final Market market = generated.market(POOLS);
  private final MarketWriter writer = GeneratedMarket.writer(market);
  private final Block block = generated.next(market, LOGS);
  private final Market after = writer.apply(market, block);
  private final List<Pool> added = generated.pools(ADDED);
  private final Market larger = after.at(after.block(), added);
  private final Screen screen = new Screen(exclusions(market));
  private Market shown = screen.screened(market, null);

  /** One token in a hundred, among them one that a fifth of the pools hold. */
  private static Exclusions exclusions(Market market) {
    Exclusions exclusions = Exclusions.NONE;
    List<Token> tokens = market.tokens();
    for (int i = 0; i < tokens.size(); i += tokens.size() / 100) {
      exclusions = exclusions.with(tokens.get(i).address(), "not probed");
    }
    return exclusions;
  }

  /** Decodes the logs and makes the next snapshot. */
  @Benchmark
  public Market logsOfABlock() {
    return writer.apply(market, block);
  }

  /** What the block changed, for searches that keep arrays beside the market. */
  @Benchmark
  public int[] changesOfABlock() {
    return after.changedSince(market);
  }

  /** Pools that a block made. */
  @Benchmark
  public Market newPools() {
    return after.at(after.block(), added);
  }

  /** Silences what is excluded after two blocks, of which the second undoes the first. */
  @Benchmark
  public Market exclusionsOfTwoBlocks() {
    Market next = screen.screened(after, shown);
    shown = screen.screened(market, next);
    return shown;
  }

  /** Goes back behind a block that made pools. */
  @Benchmark
  public Market undoneBlock() {
    writer.undo(larger, market);
    return market;
  }
}
