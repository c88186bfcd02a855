package dev.fairlead.venue.router;

import dev.fairlead.chain.abi.AbiReader;
import java.time.Instant;

/** Times as blocks have them. */
final class Seconds {
  /** Beyond it is no time that a block will have. */
  static final long LAST = (1L << 40) - 1;

  private Seconds() {}

  static Instant read(AbiReader from) {
    long seconds = from.uintAsLong();
    if (seconds > LAST) {
      throw new IllegalArgumentException("no block has the time " + seconds);
    }
    return Instant.ofEpochSecond(seconds);
  }
}
