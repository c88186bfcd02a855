package dev.fairlead.event;

import dev.fairlead.event.Standing.Begun;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.StrategyId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A standing that was kept, of a whole log or of one strategy: derived, and worth as much as its
 * hash is the log's at its position.
 *
 * @param strategy null for the whole log
 * @param previous where the one before is, of the same strategy or log; the start where none is
 * @param begun the strategy's intents that began after that; none where it is of the whole log
 * @param latest where each strategy's latest one was at this position; none where it is of one
 */
public record Snapshot(
    @Nullable StrategyId strategy,
    Standing standing,
    Bytes32 hash,
    LogPosition previous,
    List<Begun> begun,
    Map<StrategyId, LogPosition> latest) {
  public Snapshot {
    begun = List.copyOf(begun);
    latest = Map.copyOf(latest);
  }
}
