package dev.fairlead.model.intent;

import java.time.Instant;

/** When the trade may be on chain: from {@code notBefore}, up to and including {@code deadline}. */
public record TimeWindow(Instant notBefore, Instant deadline) {
  public TimeWindow {
    if (!notBefore.isBefore(deadline)) {
      throw new IllegalArgumentException(
          "the window must end after it begins but is " + notBefore + " to " + deadline);
    }
  }
}
