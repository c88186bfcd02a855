package dev.fairlead.intent;

import dev.fairlead.model.LogPosition;
import java.time.Instant;

/**
 * An intent as it stood at a position of the log.
 *
 * @param version the number of its events up to then
 * @param first where its life begins in the log
 * @param last the last event that this view contains
 */
public record IntentView(
    IntentState state,
    long version,
    LogPosition first,
    LogPosition last,
    Instant createdAt,
    Instant updatedAt) {
  public IntentStatus status() {
    return state.status();
  }
}
