package dev.fairlead.event.postgres;

import dev.fairlead.event.EventFilter;
import dev.fairlead.event.RecordedEvent;
import java.util.List;
import org.jooq.DSLContext;

/**
 * A table that is derived from the log. Its rows and its place in the log change in one
 * transaction, so that each event counts once, and it can be made again from nothing.
 */
interface Projection {
  /** The name under which its place is kept. */
  String name();

  /** Raised when its rows would come out otherwise: then it is made again from nothing. */
  long revision();

  /** The events that it is made of. */
  EventFilter filter();

  /** Forgets everything. */
  void clear(DSLContext transaction);

  /** Works events in, in their order. */
  void apply(List<RecordedEvent> events, DSLContext transaction);
}
