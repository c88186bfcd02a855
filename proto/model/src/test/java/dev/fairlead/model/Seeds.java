package dev.fairlead.model;

import java.util.SplittableRandom;

/** The seed of generated tests: fixed, or {@code -Dfairlead.seed=N}, and always printed. */
final class Seeds {
  private static final long DEFAULT = 20_251_120L;

  private Seeds() {}

  static SplittableRandom announced(Class<?> test) {
    long seed = Long.getLong("fairlead.seed", DEFAULT);
    System.out.println(test.getSimpleName() + ": -Dfairlead.seed=" + seed);
    return new SplittableRandom(seed);
  }
}
