package dev.fairlead.bench;

import java.util.List;

/**
 * One run that measures and judges itself: each figure beside its peer or limit, taken in the same
 * run on the same machine.
 *
 * <p>It cleans up after itself. When it can't measure it throws; it never returns a row that it did
 * not measure.
 */
public interface Benchmark {
  /** What it is asked for by: one lower-case word. */
  String name();

  /** What it measures, in one line. */
  String description();

  /** Warms up, measures, and returns the figures in the order in which they are to be read. */
  List<Row> run(BenchmarkRun run) throws Exception;
}
