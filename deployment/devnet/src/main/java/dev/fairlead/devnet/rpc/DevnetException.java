package dev.fairlead.devnet.rpc;

/** The devnet, or something it needs, did not do what it must; the message says what to do. */
public final class DevnetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whether trying again may help. */
  public enum Kind {
    /** Interrupted, timed out or a process ended: the same call may succeed later. */
    RETRYABLE,
    /** A refused request or a broken set-up. */
    FATAL
  }

  private final Kind kind;

  /** Makes an exception without a cause. */
  public DevnetException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Makes an exception with its cause. */
  public DevnetException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Whether trying again may help. */
  public Kind kind() {
    return kind;
  }
}
