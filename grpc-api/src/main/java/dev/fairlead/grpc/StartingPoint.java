package dev.fairlead.grpc;

import dev.fairlead.event.Cursor;
import dev.fairlead.event.EventStore;
import dev.fairlead.model.LogPosition;

/** Finds out where a reader begins. */
final class StartingPoint {
  private final EventStore store;

  StartingPoint(EventStore store) {
    this.store = store;
  }

  /** The end of the log, for who only wants what comes. */
  LogPosition end() {
    return store.log().head().position();
  }

  LogPosition after(String field, long position) {
    LogPosition head = end();
    if (Long.compareUnsigned(position, head.value()) > 0) {
      throw new InvalidField(field, "is beyond the end of the log, " + head);
    }
    return new LogPosition(position);
  }

  /** Where a cursor is; one that does not exist is made at {@code start}. */
  LogPosition cursor(String field, String name, LogPosition start) {
    LogPosition at = store.cursors().open(name(field, name), start).position();
    LogPosition head = end();
    if (at.isAfter(head)) {
      throw new InvalidField(
          field,
          "stands at %s, but the log ends at %s: it was restored to an older point; delete the cursor to begin again"
              .formatted(at, head));
    }
    return at;
  }

  static Cursor.Name name(String field, String name) {
    return Fields.parsed(field, name, Cursor.Name::new);
  }
}
