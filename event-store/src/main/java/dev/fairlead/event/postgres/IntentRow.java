package dev.fairlead.event.postgres;

import dev.fairlead.event.IntentStage;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.model.intent.Intent;
import org.jspecify.annotations.Nullable;

/** What some events in a row make of one intent's row of the index. */
record IntentRow(
    @Nullable RecordedEvent first,
    @Nullable Intent intent,
    @Nullable IntentStage stage,
    RecordedEvent last) {
  /** It begins with these. */
  static IntentRow begun(RecordedEvent event, Intent intent, IntentStage stage) {
    return new IntentRow(event, intent, stage, event);
  }

  /** It goes on; {@code stage} is null where an event moves nothing, but happened. */
  static IntentRow moved(
      @Nullable IntentRow before, RecordedEvent event, @Nullable IntentStage stage) {
    if (before == null) {
      return new IntentRow(null, null, stage, event);
    }
    return new IntentRow(
        before.first(), before.intent(), stage == null ? before.stage() : stage, event);
  }
}
