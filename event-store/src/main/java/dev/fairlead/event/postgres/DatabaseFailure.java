package dev.fairlead.event.postgres;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;

/** What a failure of the database means for the statement that met it. */
enum DatabaseFailure {
  /** Something that must be unique is taken; nothing was written. */
  CONFLICT,
  /** Nothing was written, and the same statement may succeed later. */
  TRANSIENT,
  /** The connection is gone or must be given up; nobody said whether it was written. */
  UNKNOWN_OUTCOME,
  /** It will not work without a change by someone. */
  FATAL;

  private static final String UNIQUE_VIOLATION = "23505";

  /**
   * The server ends the session, or the session is read-only: it stays so when the database takes
   * writes again, or another server does, and only a new one does not.
   */
  private static final Set<String> SESSION_OF_NO_USE =
      Set.of("57P01", "57P02", "57P03", "57P05", "25006", "25P03");

  private static final Set<String> TRANSIENT_STATES = Set.of("40001", "40P01", "55P03", "57014");

  static DatabaseFailure of(SQLException failure) {
    String state = failure.getSQLState();
    if (state == null) {
      return UNKNOWN_OUTCOME;
    }
    if (state.equals(UNIQUE_VIOLATION)) {
      return CONFLICT;
    }
    if (state.startsWith("08") || SESSION_OF_NO_USE.contains(state)) {
      return UNKNOWN_OUTCOME;
    }
    if (state.startsWith("53") || TRANSIENT_STATES.contains(state)) {
      return TRANSIENT;
    }
    return FATAL;
  }

  /** As this module's exception. */
  static EventStoreException toException(String during, SQLException failure) {
    Kind kind =
        switch (of(failure)) {
          case TRANSIENT, UNKNOWN_OUTCOME -> Kind.RETRYABLE;
          case CONFLICT, FATAL -> Kind.FATAL;
        };
    return new EventStoreException(
        kind, "the database failed while " + during + ": " + failure.getMessage(), failure);
  }

  /** Runs a read and turns what jOOQ throws into this module's exception. */
  static <T> T reading(String what, Supplier<T> read) {
    try {
      return read.get();
    } catch (DataAccessException e) {
      throw toException(what, e);
    }
  }

  /** The same for work that may be interrupted. */
  static <T> T interruptibly(String what, Interruptible<T> work) throws InterruptedException {
    try {
      return work.run();
    } catch (DataAccessException e) {
      throw toException(what, e);
    }
  }

  /** Work that may be interrupted. */
  interface Interruptible<T> {
    T run() throws InterruptedException;
  }

  private static EventStoreException toException(String what, DataAccessException e) {
    SQLException cause = e.getCause(SQLException.class);
    if (cause == null) {
      return new EventStoreException(
          Kind.FATAL, "the database failed while " + what + ": " + e.getMessage(), e);
    }
    return toException(what, cause);
  }
}
