package dev.fairlead.chain.rpc;

import java.time.Duration;
import java.util.Optional;

/** A whole answer: its HTTP status, its body, and when the endpoint wants to be asked again. */
final class Answer {
  private final int status;
  private final byte[] body;
  private final Optional<Duration> retryAfter;

  private Answer(int status, byte[] body, Optional<Duration> retryAfter) {
    this.status = status;
    this.body = body;
    this.retryAfter = retryAfter;
  }

  static Answer of(byte[] body) {
    return new Answer(200, body, Optional.empty());
  }

  static Answer of(int status, byte[] body, Optional<Duration> retryAfter) {
    return new Answer(status, body, retryAfter);
  }

  int status() {
    return status;
  }

  /** Not a copy: whoever asked owns it. */
  byte[] body() {
    return body;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
