package dev.fairlead.event.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Values in PostgreSQL's binary form, each after its length, as a COPY takes its columns and a call
 * its parameters; and what stands between them. For one thread.
 */
final class BinaryValues {
  private static final int NULL = -1;

  private ByteBuffer bytes;

  /** With room for so many bytes at first. */
  BinaryValues(int room) {
    this.bytes = ByteBuffer.allocate(room);
  }

  BinaryValues put(long number) {
    room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(number);
    return this;
  }

  BinaryValues put(boolean flag) {
    room(Integer.BYTES + 1).putInt(1).put((byte) (flag ? 1 : 0));
    return this;
  }

  BinaryValues put(UUID uuid) {
    room(Integer.BYTES + 2 * Long.BYTES)
        .putInt(2 * Long.BYTES)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits());
    return this;
  }

  /** To the microsecond, whatever is finer left out. */
  BinaryValues put(Instant time) {
    return put(
        CanonicalForm.micros(time.truncatedTo(ChronoUnit.MICROS)) - BinaryArray.EPOCH_MICROS);
  }

  BinaryValues put(String text) {
    return put(text.getBytes(StandardCharsets.UTF_8));
  }

  BinaryValues put(byte[] value) {
    room(Integer.BYTES + value.length).putInt(value.length).put(value);
    return this;
  }

  /** The column as one value. */
  BinaryValues put(BinaryArray column) {
    return put(column.bytes());
  }

  BinaryValues putNulls(int many) {
    ByteBuffer room = room(many * Integer.BYTES);
    for (int i = 0; i < many; i++) {
      room.putInt(NULL);
    }
    return this;
  }

  /** The buffer itself, at its end, with room for so many bytes more. */
  ByteBuffer room(int length) {
    if (bytes.remaining() < length) {
      int wanted = Math.addExact(bytes.position(), length);
      ByteBuffer larger = ByteBuffer.allocate(Math.multiplyExact(2, wanted));
      bytes = larger.put(bytes.flip());
    }
    return bytes;
  }

  /** All that was put, to be read from an array; nothing is put after that. */
  ByteBuffer whole() {
    return bytes.flip();
  }
}
