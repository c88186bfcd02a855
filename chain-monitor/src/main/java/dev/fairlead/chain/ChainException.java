package dev.fairlead.chain;

/** A chain can't be reached, or what it answers can't be used. */
public final class ChainException extends RuntimeException {
  /** Whether the same call may succeed later. */
  public enum Kind {
    RETRYABLE,
    FATAL
  }

  /** What an endpoint did, as far as that is known. */
  public enum Fault {
    /** It was silent, or what it sent is no answer to what was asked. */
    NO_ANSWER,
    /** It wants to be asked less, or its budget does. */
    RATE_LIMITED,
    /** It told what its own words disprove. */
    DISPROVED,
    /** It told what this version can neither prove nor disprove. */
    UNPROVEN,
    /** It told another thing than a second one did, and neither is believed. */
    DISAGREED,
    /** It serves another chain. */
    WRONG_CHAIN,
    /** It did nothing: too much is under way already, so it was not asked. */
    NOT_ASKED
  }

  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final Fault fault;

  public ChainException(Kind kind, String message) {
    this(kind, Fault.NO_ANSWER, message);
  }

  private ChainException(Kind kind, Fault fault, String message) {
    super(message);
    this.kind = kind;
    this.fault = fault;
  }

  public ChainException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.fault = Fault.NO_ANSWER;
  }

  private ChainException(ChainException elsewhere) {
    super(elsewhere.getMessage(), elsewhere);
    this.kind = elsewhere.kind;
    this.fault = elsewhere.fault;
  }

  public Kind kind() {
    return kind;
  }

  public Fault fault() {
    return fault;
  }

  /** The same, for another thread to throw with a stack of its own. */
  public ChainException again() {
    return new ChainException(this);
  }

  public static ChainException retryable(String message) {
    return new ChainException(Kind.RETRYABLE, message);
  }

  public static ChainException fatal(String message) {
    return new ChainException(Kind.FATAL, message);
  }

  /** An endpoint wants to be asked less. */
  public static ChainException limited(String message) {
    return new ChainException(Kind.RETRYABLE, Fault.RATE_LIMITED, message);
  }

  /** An endpoint told what can't be true; it may have answered too early, so it is asked again. */
  public static ChainException disproved(String message) {
    return new ChainException(Kind.RETRYABLE, Fault.DISPROVED, message);
  }

  /** An endpoint told what this version can neither prove nor disprove. */
  static ChainException unproven(String message) {
    return new ChainException(Kind.RETRYABLE, Fault.UNPROVEN, message);
  }

  /** Endpoints told different things of what money depends on. */
  public static ChainException disagreed(String message) {
    return new ChainException(Kind.RETRYABLE, Fault.DISAGREED, message);
  }

  /** An endpoint serves another chain. */
  public static ChainException wrongChain(String message) {
    return new ChainException(Kind.FATAL, Fault.WRONG_CHAIN, message);
  }

  /** An endpoint could not be asked, since too much is under way to it already. */
  public static ChainException notAsked(String message) {
    return new ChainException(Kind.RETRYABLE, Fault.NOT_ASKED, message);
  }
}
