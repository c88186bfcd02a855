package dev.fairlead.intent;

import dev.fairlead.event.RecordedEvent;
import java.util.List;

/** An intent as it stood at some moment, and all that was recorded of it by then: what and why. */
public record IntentRecord(IntentView view, List<RecordedEvent> events) {
  public IntentRecord {
    events = List.copyOf(events);
  }
}
