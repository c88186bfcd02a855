package dev.fairlead.model;

import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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
 * {@link Uint256} beside {@link BigInteger} on the same operands, in the same run. Each call takes
 * the next of 1,024 generated triples, so that no branch can be learnt.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Uint256Benchmark {
  private static final int COUNT = 1_024;

  /** The bits of both factors and of the divisor; 97 at the end is the divisor 2^96 exactly. */
  @Param({"256/256/256", "256/192/192", "128/256/128", "160/128/2^96", "112/112/112", "112/17/64"})
  private String shape = "";

  private final Uint256[] a = new Uint256[COUNT];
  private final Uint256[] b = new Uint256[COUNT];
  private final Uint256[] d = new Uint256[COUNT];
  private final BigInteger[] bigA = new BigInteger[COUNT];
  private final BigInteger[] bigB = new BigInteger[COUNT];
  private final BigInteger[] bigD = new BigInteger[COUNT];
  private int next;

  @Setup
  public void generate() {
    String[] bits = shape.split("/", -1);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < COUNT; ) {
      a[i] = number(random, bits[0]);
      b[i] = number(random, bits[1]);
      d[i] = number(random, bits[2]);
      bigA[i] = a[i].toBigInteger();
      bigB[i] = b[i].toBigInteger();
      bigD[i] = d[i].toBigInteger();
      if (bigA[i].multiply(bigB[i]).divide(bigD[i]).bitLength() <= 256) {
        i++;
      }
    }
  }

  private static Uint256 number(SplittableRandom random, String bits) {
    if (bits.startsWith("2^")) {
      return Uint256.ONE.shiftLeft(Integer.parseInt(bits.substring(2)));
    }
    int width = Integer.parseInt(bits);
    Uint256 any =
        Uint256.ofLimbs(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    return any.shiftRight(256 - width).or(Uint256.ONE.shiftLeft(width - 1));
  }

  @Benchmark
  public Uint256 mulDivDown() {
    int i = next++ & COUNT - 1;
    return a[i].mulDivDown(b[i], d[i]);
  }

  @Benchmark
  public BigInteger mulDivDownBigInteger() {
    int i = next++ & COUNT - 1;
    return bigA[i].multiply(bigB[i]).divide(bigD[i]);
  }

  @Benchmark
  public Uint256 dividedBy() {
    int i = next++ & COUNT - 1;
    return a[i].dividedBy(d[i]);
  }

  @Benchmark
  public BigInteger dividedByBigInteger() {
    int i = next++ & COUNT - 1;
    return bigA[i].divide(bigD[i]);
  }
}
