package dev.fairlead.intent;

import dev.fairlead.model.intent.StrategyId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The strategies that may trade. {@code others} is for those not named; null refuses them. */
public record Strategies(Map<StrategyId, StrategyConfig> named, @Nullable StrategyConfig others) {
  public Strategies {
    named = Map.copyOf(named);
  }

  public Optional<StrategyConfig> find(StrategyId id) {
    return Optional.ofNullable(named.getOrDefault(id, others));
  }
}
