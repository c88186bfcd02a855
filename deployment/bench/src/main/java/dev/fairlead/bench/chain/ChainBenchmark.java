package dev.fairlead.bench.chain;

import dev.fairlead.bench.Benchmark;
import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Row;
import dev.fairlead.parts.FileTree;
import dev.fairlead.parts.PartsCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a chain's answers cost to understand and to prove, and how long a block takes to get here.
 */
public final class ChainBenchmark implements Benchmark {
  @Override
  public String name() {
    return "chain";
  }

  @Override
  public String description() {
    return "a chain's answers: bytes to values beside other readers, proofs, heads, reorgs";
  }

  @Override
  public List<Row> run(BenchmarkRun run) throws IOException, InterruptedException {
    ForeignPeers peers = ForeignPeers.in(PartsCache.ofUser(run.progress()));
    List<Row> rows = new ArrayList<>();
    run.progress().says("a block's bytes to values");
    rows.addAll(new BlockReading().rows(run, peers));
    run.progress().says("Swap logs to events");
    rows.addAll(new SwapLogs().rows(run, peers));
    run.progress().says("a block's proof");
    rows.addAll(ProofTimes.rows(run));
    Path directory = Files.createTempDirectory("fairlead-bench-chain");
    try {
      run.progress().says("heads");
      rows.addAll(HeadTimes.rows(run, directory.resolve("heads.window")));
      run.progress().says("reorgs and back-fills");
      rows.addAll(ReorgTimes.rows(run, directory));
    } finally {
      FileTree.delete(directory);
    }
    return rows;
  }
}
