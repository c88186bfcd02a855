package dev.fairlead.chain;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random lives of a chain. {@code -Dfairlead.reorg.rounds=1000} runs more of them, {@code
 * -Dfairlead.reorg.seed=N} begins with that one.
 */
final class ReorgScheduleTest {
  private static final int ROUNDS = Integer.getInteger("fairlead.reorg.rounds", 25);
  private static final long FIRST = Long.getLong("fairlead.reorg.seed", 20_261_129L);

  @TempDir private Path directory;

  @Test
  @DisplayName(
      "failures #69, #70, #71, #74, #75, #76, #93: after any schedule of reorgs and restarts, the"
          + " view is a fresh scan's")
  void endsWithTheViewOfAFreshScan() throws InterruptedException {
    System.out.println("ReorgScheduleTest seeds " + FIRST + " to " + (FIRST + ROUNDS - 1));
    for (long seed = FIRST; seed < FIRST + ROUNDS; seed++) {
      try (ReorgSchedule schedule = new ReorgSchedule(seed, directory)) {
        schedule.run();
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError(
            "replay with -Dfairlead.reorg.rounds=1 -Dfairlead.reorg.seed=" + seed, failure);
      }
    }
  }
}
