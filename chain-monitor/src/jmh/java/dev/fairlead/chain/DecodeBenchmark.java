package dev.fairlead.chain;

import dev.fairlead.devnet.block.BlockSize;
import dev.fairlead.devnet.block.GeneratedBlock;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A block of 200 transactions with its receipts and 600 logs, about 1.1 MB of JSON, from bytes to
 * typed values: ours, Jackson's stream of tokens into the same values, and Web3j.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodeBenchmark {
  private byte[] answer = new byte[0];
  private byte[] block = new byte[0];
  private byte[] receipts = new byte[0];

  @Setup
  public void generate() {
    GeneratedBlock body = GeneratedBlock.of(BlockSize.MAINNET, 1);
    answer = body.answer();
    block = one(body.block());
    receipts = one(body.receipts());
    DecodedBlock ours = DecodedBlock.read(answer);
    if (!ours.equals(JacksonReader.read(answer))
        || !ours.summary().equals(Web3jReader.read(block, receipts))) {
      throw new IllegalStateException("the readers do not read the same");
    }
  }

  @Benchmark
  public Object fairlead() {
    return DecodedBlock.read(answer);
  }

  @Benchmark
  public Object jacksonStreaming() {
    return JacksonReader.read(answer);
  }

  @Benchmark
  public Object web3j() {
    return Web3jReader.read(block, receipts);
  }

  private static byte[] one(String result) {
    return ("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}")
        .getBytes(StandardCharsets.UTF_8);
  }
}
