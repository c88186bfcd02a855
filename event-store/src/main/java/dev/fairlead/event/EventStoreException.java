package dev.fairlead.event;

import org.jspecify.annotations.Nullable;

/**
 * The log's surroundings failed: the database, its settings, or what is stored in it.
 *
 * <p>After a {@code RETRYABLE} one from an append its outcome is unknown: append the same events
 * under the same ids again to learn it.
 */
public sealed class EventStoreException extends RuntimeException
    permits LogDiverged, ProjectionStopped, SubscriptionEnded, UnreadableEvent {
  private static final long serialVersionUID = 1L;

  /** Whether the same call may succeed later without anyone's help. */
  public enum Kind {
    RETRYABLE,
    FATAL
  }

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
}
