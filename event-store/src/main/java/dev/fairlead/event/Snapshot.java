package dev.fairlead.event;

import dev.fairlead.event.Standing.Begun;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.StrategyId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A standing that was kept, of a whole log or of one strategy. It is derived, and counts only while
 * the log's hash at its position is this one.
 *
 * @param strategy null for the whole log
 * @param previous the one before, of the same strategy or log; {@link Link#NONE} where there is
 *     none
 * @param begun the strategy's intents that began after that; none where it is of the whole log
 * @param latest each strategy's latest one at this position; none where it is of one
 */
public record Snapshot(
    @Nullable StrategyId strategy,
    Standing standing,
    Bytes32 hash,
    Link previous,
    List<Begun> begun,
    Map<StrategyId, Link> latest) {
  /**
   * One of them, as another names it.
   *
   * @param digest of all that it says
   */
  public record Link(LogPosition position, Bytes32 digest) {
    /** Before the first. */
    public static final Link NONE = new Link(LogPosition.START, Bytes32.ZERO);
  }

  public Snapshot {
    begun = List.copyOf(begun);
    latest = Map.copyOf(latest);
  }
}
