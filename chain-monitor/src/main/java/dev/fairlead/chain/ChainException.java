package dev.fairlead.chain;

/** A chain can't be reached, or what it answers can't be used. */
public final class ChainException extends RuntimeException {
  /** Whether the same call may succeed later. */
  public enum Kind {
    RETRYABLE,
    FATAL
  }

  private static final long serialVersionUID = 1;

  private final Kind kind;

  public ChainException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public ChainException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  public static ChainException retryable(String message) {
    return new ChainException(Kind.RETRYABLE, message);
  }

  public static ChainException fatal(String message) {
    return new ChainException(Kind.FATAL, message);
  }
}
