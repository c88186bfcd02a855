package dev.fairlead.event;

import dev.fairlead.model.LogPosition;
import java.util.List;
import java.util.Optional;

/**
 * The named cursors of readers, in the database of the log: any node answers for them. Durable when
 * a call returns. Safe for use by many threads.
 */
public interface Cursors {
  /** The cursor of this name; made, at {@code start}, when there is none. */
  Cursor open(Cursor.Name name, LogPosition start);

  Optional<Cursor> find(Cursor.Name name);

  /** By name. */
  List<Cursor> list();

  /** Everything up to here is done with. An earlier position than the cursor's changes nothing. */
  Acknowledgement acknowledge(Cursor.Name name, LogPosition position);

  /** Forgets a cursor; false when there is none. */
  boolean remove(Cursor.Name name);

  /** What became of an acknowledgement. */
  sealed interface Acknowledgement {
    /** The cursor now. */
    record Acknowledged(Cursor cursor) implements Acknowledgement {}

    /** There is no such cursor; nothing was written. */
    record NoSuchCursor() implements Acknowledgement {}

    /** No event is there yet: the log ends at {@code head}. Nothing was written. */
    record BeyondTheEnd(LogPosition head) implements Acknowledgement {}
  }
}
