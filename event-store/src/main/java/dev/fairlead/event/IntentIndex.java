package dev.fairlead.event;

import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All intents at a glance, derived from the log a moment after each append; use {@link #catchUp} to
 * read one's own writes. Safe for use by many threads.
 */
public interface IntentIndex {
  /** Every intent that has not ended, oldest first. */
  List<IntentSummary> open();

  Optional<IntentSummary> find(IntentId intent);

  List<IntentSummary> list(IntentQuery query);

  /** How many intents stand at each stage; stages without one are left out. */
  Map<IntentStage, Long> count();

  /** Up to here the log is in the index. */
  LogPosition position();

  /**
   * Waits until the log up to {@code position} is in the index.
   *
   * @throws EventStoreException {@code RETRYABLE} when it is not within {@code patience}
   * @throws ProjectionStopped when the index has stopped
   */
  void catchUp(LogPosition position, Duration patience) throws InterruptedException;
}
