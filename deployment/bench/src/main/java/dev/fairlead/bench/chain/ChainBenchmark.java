package dev.fairlead.bench.chain;

import dev.fairlead.bench.Benchmark;
import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Row;
import java.util.List;

/** What a chain's answers cost to understand. */
public final class ChainBenchmark implements Benchmark {
  @Override
  public String name() {
    return "chain";
  }

  @Override
  public String description() {
    return "a chain's answers: logs to typed events, beside other decoders";
  }

  @Override
  public List<Row> run(BenchmarkRun run) {
    run.progress().says("Swap logs to events");
    return new SwapLogs().rows(run);
  }
}
