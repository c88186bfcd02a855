package dev.fairlead.bench;

import dev.fairlead.parts.Progress;
import java.util.OptionalInt;

/**
 * What a benchmark is told.
 *
 * @param samples how many samples each figure rests on; left out, the benchmark's own choice
 * @param events how many events the log holds before its own figures are measured; left out, the
 *     benchmark's own choice
 * @param progress hears how far it is; never mixed with the results
 */
public record BenchmarkRun(OptionalInt samples, OptionalInt events, Progress progress) {
  public BenchmarkRun {
    if (samples.isPresent() && samples.getAsInt() < 1) {
      throw new IllegalArgumentException("at least one sample is needed: " + samples.getAsInt());
    }
    if (events.isPresent() && events.getAsInt() < 1) {
      throw new IllegalArgumentException("at least one event is needed: " + events.getAsInt());
    }
  }

  /** The number of samples that was asked for, or the benchmark's own. */
  public int samples(int own) {
    return samples.orElse(own);
  }

  /** The size of the log that was asked for, or the benchmark's own. */
  public int events(int own) {
    return events.orElse(own);
  }
}
