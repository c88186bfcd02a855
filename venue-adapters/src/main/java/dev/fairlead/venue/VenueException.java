package dev.fairlead.venue;

/** The market can't be read or kept, or a venue's configuration can't be true. */
public final class VenueException extends RuntimeException {
  /** Whether the same call may succeed later. */
  public enum Kind {
    RETRYABLE,
    FATAL
  }

  private static final long serialVersionUID = 1;

  private final Kind kind;

  public VenueException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
