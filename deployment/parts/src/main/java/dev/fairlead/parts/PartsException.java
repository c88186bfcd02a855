package dev.fairlead.parts;

/**
 * A part could not be had.
 *
 * <p>The message is one line that names the part, the reason and what to do about it.
 */
public final class PartsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whether trying again may help. */
  public enum Kind {
    /** The surroundings failed (network, interrupt): the same call may succeed later. */
    RETRYABLE,
    /**
     * Something must be changed first: a tool installed, a pin corrected, a directory made
     * writable.
     */
    FATAL
  }

  private final Kind kind;

  /** Makes an exception without a cause. */
  public PartsException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Makes an exception with its cause. */
  public PartsException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Whether trying again may help. */
  public Kind kind() {
    return kind;
  }
}
