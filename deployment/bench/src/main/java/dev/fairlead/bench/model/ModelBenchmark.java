package dev.fairlead.bench.model;

import dev.fairlead.bench.Benchmark;
import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.model.Uint256;
import java.lang.foreign.Arena;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;

/**
 * 256-bit multiply-and-divide beside {@link BigInteger} and, where the machine has it, GMP, on the
 * same operands. All take turns, so that what disturbs the machine disturbs all; the median round
 * counts.
 */
public final class ModelBenchmark implements Benchmark {
  private static final int COUNT = 1_024;
  private static final int WARM_UP = 200;
  private static final int ROUNDS = 400;
  private static final int PASSES = 8;
  private static final long SEED = 7;
  private static final String NANOS = "ns";

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
    return "256-bit mulDiv with a 512-bit intermediate, against BigInteger and GMP";
  }

  @Override
  public List<Row> run(BenchmarkRun run) {
    List<Row> rows = new ArrayList<>();
    for (Shape shape : SHAPES) {
      run.progress().says("mulDiv of %d * %d / %d bits".formatted(shape.a, shape.b, shape.d));
      rows.addAll(measure(shape, run.samples(ROUNDS)));
    }
    run.progress().says("checksum %016x".formatted(checksum));
    return rows;
  }

  private List<Row> measure(Shape shape, int rounds) {
    String name = "mulDiv %d*%d/%d bits, ".formatted(shape.a, shape.b, shape.d);
    List<Operands> operands = Operands.generate(shape);
    try (Arena arena = Arena.ofConfined()) {
      List<IntToLongFunction> contenders =
          new ArrayList<>(
              List.of(
                  i -> operands.get(i).byUint256().hashCode(),
                  i -> operands.get(i).byBigInteger().hashCode()));
      Gmp.in(arena).ifPresent(gmp -> contenders.addAll(byGmp(gmp, operands, arena)));
      double[] medians = medians(contenders, rounds);
      List<Row> rows = new ArrayList<>();
      rows.add(new Row(name + "BigInteger", medians[0], NANOS, medians[1], Target.ratioBelow(0.5)));
      if (medians.length == 2) {
        rows.add(Row.shown(name + "GMP (" + Gmp.NOT_FOUND + ")", medians[0], NANOS));
      } else {
        rows.add(new Row(name + "GMP", medians[0], NANOS, medians[2], Target.ratioBelow(1.5)));
        rows.add(Row.shown(name + "of GMP's, two calls from Java", medians[3], NANOS));
      }
      return rows;
    }
  }

  /** GMP on the same operands, held to give the same, and the bare calls that it takes. */
  private static List<IntToLongFunction> byGmp(Gmp gmp, List<Operands> operands, Arena arena) {
    List<Gmp.Limbs> a = operands.stream().map(o -> Gmp.Limbs.of(o.bigA, arena)).toList();
    List<Gmp.Limbs> b = operands.stream().map(o -> Gmp.Limbs.of(o.bigB, arena)).toList();
    List<Gmp.Limbs> d = operands.stream().map(o -> Gmp.Limbs.of(o.bigD, arena)).toList();
    for (int i = 0; i < COUNT; i++) {
      if (!gmp.quotient(a.get(i), b.get(i), d.get(i)).equals(operands.get(i).byUint256())) {
        throw new IllegalStateException("GMP divides otherwise: " + operands.get(i));
      }
    }
    return List.of(
        i -> gmp.mulDiv(a.get(i), b.get(i), d.get(i)),
        _ -> {
          gmp.callTwice();
          return 0;
        });
  }

  private double[] medians(List<IntToLongFunction> contenders, int rounds) {
    double[][] times = new double[contenders.size()][rounds];
    for (int round = -WARM_UP; round < rounds; round++) {
      for (int i = 0; i < times.length; i++) {
        double took = nanos(contenders.get(i));
        if (round >= 0) {
          times[i][round] = took;
        }
      }
    }
    return Arrays.stream(times).mapToDouble(ModelBenchmark::median).toArray();
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
