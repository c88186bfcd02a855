package dev.fairlead.chain.event;

/** Leaves a reader of fields; anybody can write a malformed log, so it costs no stack trace. */
final class MalformedLog extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedLog(String message) {
    super(message, null, false, false);
  }
}
