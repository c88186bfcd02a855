package dev.fairlead.event;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The log's surroundings failed: the database, its settings, or what is stored in it.
 *
 * <p>After a {@code RETRYABLE} one from an append its outcome is unknown: append the same events
 * under the same ids again to learn it.
 */
public sealed class EventStoreException extends RuntimeException
    permits DamagedEvent,
        LogDiverged,
        LogTakenOver,
        ProjectionStopped,
        SubscriptionEnded,
        UnreadableEvent {
  private static final long serialVersionUID = 1L;

  /** Whether the same call may succeed later without anyone's help. */
  public enum Kind {
    RETRYABLE,
    FATAL
  }

  /** PostgreSQL's states for a full disk, and for a session that may only read. */
  private static final Set<String> NO_WRITES = Set.of("53100", "25006");

  private final Kind kind;

  public EventStoreException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public EventStoreException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** Whether the database does not hold the log that is vouched for: a person has to look. */
  public boolean isOfAnotherLog() {
    return restsOn(LogDiverged.class);
  }

  /** Whether this node was fenced off by one that took the log over. */
  public boolean isTakenOver() {
    return restsOn(LogTakenOver.class);
  }

  private boolean restsOn(Class<? extends EventStoreException> reason) {
    for (Throwable cause = this; cause != null; cause = cause.getCause()) {
      if (reason.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the database takes no writes, since its disk is full or it is read-only: reads go on,
   * and so do appends once somebody has made room.
   */
  public boolean takesNoWrites() {
    for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException failure
          && NO_WRITES.contains(String.valueOf(failure.getSQLState()))) {
        return true;
      }
    }
    return false;
  }
}
