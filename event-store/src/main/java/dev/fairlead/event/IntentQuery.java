package dev.fairlead.event;

import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.StrategyId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A page of intents, newest first; an empty set stands for all.
 *
 * @param before only intents whose first event is before this position: the {@code first} of the
 *     last row of the page before; null for the first page
 */
public record IntentQuery(
    Set<StrategyId> strategies, Set<IntentStage> stages, @Nullable LogPosition before, int limit) {
  public IntentQuery {
    strategies = Set.copyOf(strategies);
    stages = Set.copyOf(stages);
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("a page has 1 to 1000 rows but " + limit + " were asked");
    }
  }
}
