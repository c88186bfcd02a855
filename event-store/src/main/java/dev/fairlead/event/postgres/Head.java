package dev.fairlead.event.postgres;

import dev.fairlead.event.LogHead;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.LogPosition;
import java.time.Instant;
import java.util.UUID;

/** The head's row. The array is never changed. */
@SuppressWarnings("ArrayRecordComponent")
record Head(UUID logId, long position, byte[] hash, Instant recordedAt, long epoch) {
  LogHead toLogHead() {
    return new LogHead(new LogPosition(position), Bytes32.of(hash));
  }
}
