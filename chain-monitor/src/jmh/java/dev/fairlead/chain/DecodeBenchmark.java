package dev.fairlead.chain;

import dev.fairlead.chain.json.JsonLimits;
import dev.fairlead.devnet.block.BlockSize;
import dev.fairlead.devnet.block.GeneratedBlock;
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

/**
 * A block of 200 transactions with its receipts and 600 logs, about 1.1 MB of JSON, from bytes to
 * typed values. {@code fairlead bench chain} has it beside its peers; here is what it allocates.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodeBenchmark {
  private static final JsonLimits LIMITS = new JsonLimits(64 << 20, 64);

  private final byte[] answer = GeneratedBlock.of(BlockSize.MAINNET, 1).answer();

  @Benchmark
  public Object fairlead() {
    return BlockAnswer.read(answer, LIMITS);
  }
}
