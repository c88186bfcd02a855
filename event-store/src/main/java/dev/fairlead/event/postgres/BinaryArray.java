package dev.fairlead.event.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.postgresql.core.Oid;

/**
 * The column of many rows in PostgreSQL's binary form, made without a connection.
 *
 * @param type the type of the array
 */
@SuppressWarnings("ArrayRecordComponent")
record BinaryArray(int type, byte[] bytes) {
  /** Dimensions, whether there are nulls, the type. */
  private static final int EMPTY = 3 * Integer.BYTES;

  /** The same, and of the one dimension its length and start. */
  private static final int HEADER = EMPTY + 2 * Integer.BYTES;

  /** PostgreSQL counts microseconds from 2000. */
  static final long EPOCH_MICROS = 946_684_800_000_000L;

  static BinaryArray longs(long[] elements) {
    byte[] encoded = new byte[room(elements.length, Long.BYTES)];
    ByteBuffer bytes = begun(encoded, Oid.INT8, elements.length);
    for (long element : elements) {
      bytes.putInt(Long.BYTES).putLong(element);
    }
    return new BinaryArray(Oid.INT8_ARRAY, encoded);
  }

  static BinaryArray uuids(UUID[] elements) {
    byte[] encoded = new byte[room(elements.length, 2 * Long.BYTES)];
    ByteBuffer bytes = begun(encoded, Oid.UUID, elements.length);
    for (UUID element : elements) {
      bytes.putInt(2 * Long.BYTES);
      bytes.putLong(element.getMostSignificantBits()).putLong(element.getLeastSignificantBits());
    }
    return new BinaryArray(Oid.UUID_ARRAY, encoded);
  }

  /** To the microsecond, whatever is finer left out. */
  static BinaryArray times(Instant[] elements) {
    byte[] encoded = new byte[room(elements.length, Long.BYTES)];
    ByteBuffer bytes = begun(encoded, Oid.TIMESTAMPTZ, elements.length);
    for (Instant element : elements) {
      long micros = CanonicalForm.micros(element.truncatedTo(ChronoUnit.MICROS));
      bytes.putInt(Long.BYTES).putLong(micros - EPOCH_MICROS);
    }
    return new BinaryArray(Oid.TIMESTAMPTZ_ARRAY, encoded);
  }

  /** In UTF-8, which every session of the driver speaks. */
  static BinaryArray texts(String[] elements) {
    byte[][] encoded = new byte[elements.length][];
    for (int i = 0; i < elements.length; i++) {
      encoded[i] = elements[i].getBytes(StandardCharsets.UTF_8);
    }
    return new BinaryArray(Oid.TEXT_ARRAY, ofAnyLength(Oid.TEXT, encoded));
  }

  static BinaryArray byteStrings(byte[][] elements) {
    return new BinaryArray(Oid.BYTEA_ARRAY, ofAnyLength(Oid.BYTEA, elements));
  }

  private static byte[] ofAnyLength(int type, byte[][] elements) {
    int length = 0;
    for (byte[] element : elements) {
      length += element.length;
    }
    byte[] encoded = new byte[room(elements.length, 0) + length];
    ByteBuffer bytes = begun(encoded, type, elements.length);
    for (byte[] element : elements) {
      bytes.putInt(element.length).put(element);
    }
    return encoded;
  }

  private static int room(int elements, int size) {
    return elements == 0 ? EMPTY : HEADER + elements * (Integer.BYTES + size);
  }

  private static ByteBuffer begun(byte[] encoded, int type, int elements) {
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    bytes.putInt(elements == 0 ? 0 : 1).putInt(0).putInt(type);
    if (elements > 0) {
      bytes.putInt(elements).putInt(1);
    }
    return bytes;
  }
}
