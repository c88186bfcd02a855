package dev.fairlead.chain;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Gas;
import java.util.List;

/** What a sequence of calls does on top of block {@code at}; one step for each call. */
public record Simulation(BlockRef at, List<Step> steps) {
  public Simulation {
    steps = List.copyOf(steps);
  }

  /** One call's effect; {@code logs} is empty if it reverted. */
  public record Step(CallResult result, Gas gasUsed, List<Log> logs) {
    public Step {
      logs = List.copyOf(logs);
    }
  }
}
