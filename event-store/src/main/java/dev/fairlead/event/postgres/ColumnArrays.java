package dev.fairlead.event.postgres;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Oid;
import org.postgresql.jdbc.PgArray;

/**
 * The columns of many rows, each as one parameter. UUIDs and times go in PostgreSQL's binary form;
 * the driver alone would send them as text, to be parsed. For one thread.
 */
final class ColumnArrays {
  /** Dimensions, whether there are nulls, the type. */
  private static final int EMPTY = 3 * Integer.BYTES;

  /** The same, and of the one dimension its length and start. */
  private static final int HEADER = EMPTY + 2 * Integer.BYTES;

  /** PostgreSQL counts microseconds from 2000. */
  static final long EPOCH_MICROS = 946_684_800_000_000L;

  private final BaseConnection connection;
  private final PGConnection arrays;

  ColumnArrays(Connection connection) throws SQLException {
    this.connection = connection.unwrap(BaseConnection.class);
    this.arrays = connection.unwrap(PGConnection.class);
  }

  /** A column of a type that the driver knows how to send. */
  Array of(String type, Object elements) throws SQLException {
    return arrays.createArrayOf(type, elements);
  }

  Array uuids(UUID[] elements) throws SQLException {
    byte[] encoded = new byte[size(elements.length, 2 * Long.BYTES)];
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    begin(bytes, Oid.UUID, elements.length);
    for (UUID element : elements) {
      bytes.putInt(2 * Long.BYTES);
      bytes.putLong(element.getMostSignificantBits()).putLong(element.getLeastSignificantBits());
    }
    return new PgArray(connection, Oid.UUID_ARRAY, encoded);
  }

  /** To the microsecond, whatever is finer left out. */
  Array times(Instant[] elements) throws SQLException {
    byte[] encoded = new byte[size(elements.length, Long.BYTES)];
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    begin(bytes, Oid.TIMESTAMPTZ, elements.length);
    for (Instant element : elements) {
      long micros = CanonicalForm.micros(element.truncatedTo(ChronoUnit.MICROS));
      bytes.putInt(Long.BYTES).putLong(micros - EPOCH_MICROS);
    }
    return new PgArray(connection, Oid.TIMESTAMPTZ_ARRAY, encoded);
  }

  private static int size(int elements, int size) {
    return elements == 0 ? EMPTY : HEADER + elements * (Integer.BYTES + size);
  }

  private static void begin(ByteBuffer bytes, int type, int elements) {
    bytes.putInt(elements == 0 ? 0 : 1).putInt(0).putInt(type);
    if (elements > 0) {
      bytes.putInt(elements).putInt(1);
    }
  }
}
