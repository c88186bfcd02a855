package dev.fairlead.event.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The rows of a query as PostgreSQL's binary COPY sends them: several times as fast as a result
 * set. Columns are read one after the other; one that is null is a {@link NullColumn}, and the next
 * row can be read all the same. For one thread.
 */
final class CopiedRows implements AutoCloseable {
  /** Before the first row: a signature of 11 bytes, flags, and the length of an extension. */
  private static final int HEADER = 11 + 4;

  private final CopyOut copy;
  private ByteBuffer row = ByteBuffer.allocate(0);
  private boolean begun;

  /** Runs a query without parameters. */
  CopiedRows(Connection connection, String query) throws SQLException {
    this.copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)");
  }

  /** Goes to the next row; whether there is one. */
  boolean next() throws SQLException {
    byte @Nullable [] bytes = copy.readFromCopy();
    if (bytes == null) {
      return false;
    }
    row = ByteBuffer.wrap(bytes);
    if (!begun) {
      begun = true;
      row.position(HEADER);
      row.position(HEADER + 4 + row.getInt());
      if (!row.hasRemaining()) {
        return next();
      }
    }
    if (row.getShort() >= 0) {
      return true;
    }
    byte @Nullable [] rest;
    do {
      rest = copy.readFromCopy();
    } while (rest != null);
    return false;
  }

  long number() throws SQLException {
    return switch (length()) {
      case Long.BYTES -> row.getLong();
      case Integer.BYTES -> row.getInt();
      default -> throw new SQLException("a number has an unexpected size");
    };
  }

  /** The 16 bytes of a UUID, as two numbers: this is the first, {@link #rest} the second. */
  long uuid() throws SQLException {
    if (length() != 16) {
      throw new SQLException("a UUID has an unexpected size");
    }
    return row.getLong();
  }

  long rest() {
    return row.getLong();
  }

  /** Microseconds since 1970. */
  long micros() throws SQLException {
    return number() + BinaryArray.EPOCH_MICROS;
  }

  byte[] bytes() throws SQLException {
    byte[] bytes = new byte[length()];
    row.get(bytes);
    return bytes;
  }

  String text() throws SQLException {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  private int length() throws SQLException {
    int length = row.getInt();
    if (length < 0) {
      throw new NullColumn();
    }
    return length;
  }

  /**
   * Goes over what is left, after which the connection can be used again. To break a copy off takes
   * effect some time later, on whatever the connection is used for then.
   */
  void skipRest() throws SQLException {
    boolean more = copy.isActive();
    while (more) {
      more = next();
    }
  }

  @Override
  public void close() throws SQLException {
    if (copy.isActive() && next()) {
      copy.cancelCopy();
    }
  }
}
