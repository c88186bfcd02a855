package dev.fairlead.model;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jcajce.provider.digest.Keccak;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@link Keccak256} beside Bouncy Castle: an address, a mapping slot, a block and a long payload.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Keccak256Benchmark {
  @Param({"20", "64", "200", "4096"})
  private int length;

  private byte[] message = {};

  @Setup
  public void generate() {
    message = new byte[length];
    new SplittableRandom(7).nextBytes(message);
  }

  @Benchmark
  public byte[] fairlead() {
    return Keccak256.hash(message);
  }

  @Benchmark
  public byte[] bouncyCastle() {
    return new Keccak.Digest256().digest(message);
  }
}
