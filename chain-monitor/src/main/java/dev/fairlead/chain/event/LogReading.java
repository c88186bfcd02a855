package dev.fairlead.chain.event;

/** What a log was read as. A known event is its own reading, so that nothing wraps it. */
public sealed interface LogReading permits ChainEvent, LogReading.Unknown, LogReading.Refused {
  /** Nobody here knows such a log. */
  enum Unknown implements LogReading {
    UNKNOWN
  }

  /** It names an event that is known, but does not hold what this one holds. */
  record Refused(String event, String reason) implements LogReading {}
}
