package dev.fairlead.chain;

/** The chain broke a promise that settlement rests on: nobody goes on with it without a person. */
final class HaltException extends Exception {
  private static final long serialVersionUID = 1;

  private final String reason;

  HaltException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
