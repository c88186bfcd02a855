package dev.fairlead.event.postgres;

import dev.fairlead.event.EventFilter;
import dev.fairlead.event.RecordedEvent;
import java.time.Duration;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;

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

  /** How long it may gather events; zero where somebody waits for its rows. */
  default Duration gathers() {
    return Duration.ZERO;
  }

  /** Where its rows are. */
  Table<?> table();

  /** What tells its rows apart. */
  List<Field<?>> key();

  /** The same in the table beside, under a name of its own. */
  Projection beside();

  /** Works events in, in their order; those of one transaction may come in several parts. */
  void apply(List<RecordedEvent> events, DSLContext transaction);

  /** Forgets everything. */
  default void clear(DSLContext transaction) {
    transaction.deleteFrom(table()).execute();
  }

  /** Whether a rebuild takes nothing over from one that was interrupted. */
  default boolean rebuildsFromNothing() {
    return false;
  }

  /** Forgets everything at once, beside; nobody else may be looking at it. */
  default void forget(DSLContext transaction) {
    transaction.truncate(table()).execute();
  }

  /** Its rows may be others now: what is remembered of them is to be forgotten. */
  default void replaced() {}

  /**
   * The rows beside are the live ones now: what else belongs to them comes along. The same
   * transaction replaced them.
   */
  default void besideIsLive(DSLContext transaction) {}

  /** The table beside one. */
  static String beside(String table) {
    return table + "_beside";
  }
}
