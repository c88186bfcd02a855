package dev.fairlead.bench.model;

import dev.fairlead.bench.Benchmark;
import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.model.Uint256;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;

/**
 * 256-bit multiply-and-divide beside {@link BigInteger}, on the same operands. Both take turns, so
 * that what disturbs the machine disturbs both; the median round counts.
 */
public final class ModelBenchmark implements Benchmark {
  private static final int COUNT = 1_024;
  private static final int WARM_UP = 200;
  private static final int ROUNDS = 400;
  private static final int PASSES = 8;
  private static final long SEED = 7;

  /** The bits of both factors and of the divisor. */
  private record Shape(int a, int b, int d) {}

  private static final List<Shape> SHAPES =
      List.of(
          new Shape(256, 256, 256),
          new Shape(256, 192, 192),
          new Shape(128, 256, 128),
          new Shape(112, 112, 112));

  /** Of all results, so that none can be left out of the computation. */
  private long checksum;

  @Override
  public String name() {
    return "model";
  }

  @Override
  public String description() {
    return "256-bit mulDiv with a 512-bit intermediate, against BigInteger";
  }

  @Override
  public List<Row> run(BenchmarkRun run) {
    List<Row> rows = new ArrayList<>();
    for (Shape shape : SHAPES) {
      run.progress().says("mulDiv of %d * %d / %d bits".formatted(shape.a, shape.b, shape.d));
      rows.add(measure(shape, run.samples(ROUNDS)));
    }
    run.progress().says("checksum %016x".formatted(checksum));
    return rows;
  }

  private Row measure(Shape shape, int rounds) {
    List<Operands> operands = Operands.generate(shape);
    double[] ours = new double[rounds];
    double[] theirs = new double[rounds];
    for (int round = -WARM_UP; round < rounds; round++) {
      double own = nanos(i -> operands.get(i).byUint256().hashCode());
      double peer = nanos(i -> operands.get(i).byBigInteger().hashCode());
      if (round >= 0) {
        ours[round] = own;
        theirs[round] = peer;
      }
    }
    return new Row(
        "mulDiv %d*%d/%d bits, BigInteger".formatted(shape.a, shape.b, shape.d),
        median(ours),
        "ns",
        median(theirs),
        Target.ratioBelow(0.5));
  }

  private double nanos(IntToLongFunction operation) {
    long sum = 0;
    long start = System.nanoTime();
    for (int i = 0; i < COUNT * PASSES; i++) {
      sum += operation.applyAsLong(i & COUNT - 1);
    }
    long took = System.nanoTime() - start;
    checksum = 31 * checksum + sum;
    return (double) took / (COUNT * PASSES);
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** The operands of one call, for both. */
  private record Operands(
      Uint256 a, Uint256 b, Uint256 d, BigInteger bigA, BigInteger bigB, BigInteger bigD) {
    static List<Operands> generate(Shape shape) {
      SplittableRandom random = new SplittableRandom(SEED);
      List<Operands> all = new ArrayList<>();
      while (all.size() < COUNT) {
        Uint256 a = number(random, shape.a);
        Uint256 b = number(random, shape.b);
        Uint256 d = number(random, shape.d);
        Operands operands =
            new Operands(a, b, d, a.toBigInteger(), b.toBigInteger(), d.toBigInteger());
        BigInteger result = operands.byBigInteger();
        if (result.bitLength() <= 256) {
          if (!operands.byUint256().toBigInteger().equals(result)) {
            throw new IllegalStateException("mulDiv is wrong: " + operands);
          }
          all.add(operands);
        }
      }
      return List.copyOf(all);
    }

    private static Uint256 number(SplittableRandom random, int bits) {
      Uint256 any =
          Uint256.ofLimbs(
              random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
      return any.shiftRight(256 - bits).or(Uint256.ONE.shiftLeft(bits - 1));
    }

    Uint256 byUint256() {
      return a.mulDivDown(b, d);
    }

    BigInteger byBigInteger() {
      return bigA.multiply(bigB).divide(bigD);
    }
  }
}
