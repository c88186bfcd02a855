package dev.fairlead.event.postgres;

import dev.fairlead.event.LogHead;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.LogPosition;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/** The head's row. The array is never changed. */
@SuppressWarnings("ArrayRecordComponent")
record Head(UUID logId, long position, byte[] hash, Instant recordedAt, long epoch) {
  /** Whether what is chained on one fits on the other. */
  boolean isAt(Head other) {
    return position == other.position && epoch == other.epoch && Arrays.equals(hash, other.hash);
  }

  LogHead toLogHead() {
    return new LogHead(new LogPosition(position), Bytes32.of(hash));
  }
}
