package dev.fairlead.event.postgres;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows for a table as PostgreSQL's binary COPY takes them: less work for both sides than arrays
 * that a statement takes apart. For one thread.
 */
final class CopiedIn {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };

  /** After the signature: flags, and the length of an extension. */
  private static final int HEADER = 2 * Integer.BYTES;

  private static final short END = -1;
  private static final int LEAST = 1 << 13;

  private final String table;
  private final String columns;
  private final short width;
  private final BinaryValues values = new BinaryValues(LEAST);

  /** With the columns of each row in the order in which they are put. */
  CopiedIn(String table, String... columns) {
    this.table = table;
    this.columns = String.join(", ", columns);
    this.width = (short) columns.length;
    values.room(SIGNATURE.length + HEADER).put(SIGNATURE).put(new byte[HEADER]);
  }

  /** Begins a row, whose columns are put next. */
  BinaryValues row() {
    values.room(Short.BYTES).putShort(width);
    return values;
  }

  /** Writes the rows that were put, all or none; once. */
  void write(Connection connection) throws SQLException {
    values.room(Short.BYTES).putShort(END);
    ByteBuffer bytes = values.whole();
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY " + table + " (" + columns + ") FROM STDIN (FORMAT binary)");
    try {
      copy.writeToCopy(bytes.array(), bytes.arrayOffset(), bytes.limit());
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
