package dev.fairlead.event;

import dev.fairlead.model.LogPosition;

/** A subscription can't go on; {@link #resumeAfter} is where another one takes over. */
public final class SubscriptionEnded extends EventStoreException {
  private static final long serialVersionUID = 1L;

  /** Why it ended. */
  public enum Reason {
    /** It, or the log, was closed. */
    CLOSED,
    /** The reader fell too far behind. */
    TOO_SLOW
  }

  private final Reason reason;
  private final long resumeAfter;

  public SubscriptionEnded(Reason reason, LogPosition resumeAfter) {
    super(
        Kind.RETRYABLE,
        switch (reason) {
          case CLOSED -> "the subscription was closed after position " + resumeAfter;
          case TOO_SLOW -> "the reader is too far behind; resume after position " + resumeAfter;
        });
    this.reason = reason;
    this.resumeAfter = resumeAfter.value();
  }

  public Reason reason() {
    return reason;
  }

  public LogPosition resumeAfter() {
    return new LogPosition(resumeAfter);
  }
}
