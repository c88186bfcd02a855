package dev.fairlead.event.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgArray;

/**
 * The columns of many rows, each as one parameter. UUIDs and times go in PostgreSQL's binary form;
 * the driver alone would send them as text, to be parsed. For one thread.
 */
final class ColumnArrays {
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
    return of(BinaryArray.uuids(elements));
  }

  Array times(Instant[] elements) throws SQLException {
    return of(BinaryArray.times(elements));
  }

  /** A column that is encoded already. */
  Array of(BinaryArray column) throws SQLException {
    return new PgArray(connection, column.type(), column.bytes());
  }
}
