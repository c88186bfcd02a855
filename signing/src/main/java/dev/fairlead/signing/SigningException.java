package dev.fairlead.signing;

/** A key or a signature that can't be trusted or reached. Messages never hold secrets. */
public final class SigningException extends RuntimeException {
  /** Whether the same call may succeed later. */
  public enum Kind {
    RETRYABLE,
    FATAL
  }

  private static final long serialVersionUID = 1;

  private final Kind kind;

  public SigningException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public SigningException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  static SigningException fatal(String message) {
    return new SigningException(Kind.FATAL, message);
  }
}
