package dev.fairlead.bench;

import dev.fairlead.parts.Progress;
import java.util.OptionalInt;

/**
 * What a benchmark is told.
 *
 * @param samples how many samples each figure rests on; left out, the benchmark's own choice
 * @param progress hears how far it is; never mixed with the results
 */
public record BenchmarkRun(OptionalInt samples, Progress progress) {
  public BenchmarkRun {
    if (samples.isPresent() && samples.getAsInt() < 1) {
      throw new IllegalArgumentException("at least one sample is needed: " + samples.getAsInt());
    }
  }

  /** The number of samples that was asked for, or the benchmark's own. */
  public int samples(int own) {
    return samples.orElse(own);
  }
}
