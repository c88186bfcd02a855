package dev.fairlead.bench.turns;

import java.util.function.ToLongFunction;

/**
 * Work in this JVM.
 *
 * @param work makes what it makes; a number that depends on all of it keeps it in the computation
 */
public record Pass<T>(T input, ToLongFunction<T> work, Checksum checksum) implements Contender {
  /** Of all results. */
  public static final class Checksum {
    private long sum;

    void add(long number) {
      sum = 31 * sum + number;
    }

    @Override
    public String toString() {
      return "checksum %016x".formatted(sum);
    }
  }

  @Override
  public double pass() {
    long start = System.nanoTime();
    long number = work.applyAsLong(input);
    long took = System.nanoTime() - start;
    checksum.add(number);
    return took / 1e6;
  }
}
