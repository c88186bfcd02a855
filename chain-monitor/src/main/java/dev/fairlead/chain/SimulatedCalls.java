package dev.fairlead.chain;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Gas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint says that calls do. Two say the same if the results and the logs are the same:
 * servers differ in the gas that they count and in their words for a failure.
 */
final class SimulatedCalls {
  private final List<Simulation.Step> steps;
  private final List<Effect> effects;

  private record Effect(boolean returned, Bytes data, List<Mark> logs) {}

  private record Mark(Address address, List<Bytes32> topics, Bytes data) {}

  private SimulatedCalls(List<Simulation.Step> steps) {
    this.steps = List.copyOf(steps);
    this.effects = steps.stream().map(SimulatedCalls::effect).toList();
  }

  /** Calls of which none used more gas than there is; else the endpoint is disproved. */
  static SimulatedCalls within(Gas most, List<Simulation.Step> steps) {
    for (Simulation.Step step : steps) {
      if (step.gasUsed().compareTo(most) > 0) {
        throw ChainException.disproved(
            "a simulated call used " + step.gasUsed() + " gas, and a block has " + most);
      }
    }
    return new SimulatedCalls(steps);
  }

  List<Simulation.Step> steps() {
    return steps;
  }

  private static Effect effect(Simulation.Step step) {
    List<Mark> logs =
        step.logs().stream().map(log -> new Mark(log.address(), log.topics(), log.data())).toList();
    return switch (step.result()) {
      case CallResult.Returned(Bytes data) -> new Effect(true, data, logs);
      case CallResult.Reverted(Bytes data, _) -> new Effect(false, data, logs);
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SimulatedCalls calls && effects.equals(calls.effects);
  }

  @Override
  public int hashCode() {
    return effects.hashCode();
  }

  @Override
  public String toString() {
    return effects.toString();
  }
}
