package dev.fairlead.event;

import dev.fairlead.model.BlockHash;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When: each names one position of the log, and what was known then is what stood up to it. */
public sealed interface Moment {
  /** After this position of the log. */
  record At(LogPosition position) implements Moment {}

  /** By the log's own clock: after the last position that was recorded at or before it. */
  record When(Instant time) implements Moment {}

  /**
   * When this block was first seen, before anything followed from it. A block that was abandoned
   * later names the same moment as before.
   *
   * @param chain null for whichever chain has this block
   */
  record Seen(@Nullable ChainId chain, BlockHash block) implements Moment {}
}
