package dev.fairlead.event.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * The rows of a table that the log only adds to, some pages at a time and each time in a
 * transaction of its own: one that lasts would keep the server from clearing up behind appends,
 * which would go the slower the longer it does.
 *
 * @param table its name
 * @param position the column that says which event a row belongs to
 * @param columns the other ones that are read
 */
record PagedRows(String table, String position, String columns) {
  /** Some ten milliseconds. */
  private static final long PAGES = 2_048;

  /** What is done with a row, of which the position is read already. */
  @FunctionalInterface
  interface Reader {
    void row(long position, CopiedRows rest) throws SQLException;
  }

  /**
   * Reads all rows up to a position, where the log ended before. Where a row belongs that is beyond
   * the end of the log even as it is when the row is read, if there is one.
   */
  OptionalLong read(Connection connection, long head, Reader reader) throws SQLException {
    long pages = pages(connection);
    OptionalLong beyond = OptionalLong.empty();
    for (long from = 0; from < pages; from += PAGES) {
      try (CopiedRows rows = new CopiedRows(connection, query(from, head))) {
        while (rows.next()) {
          long at = rows.number();
          if (at > head) {
            beyond = beyond.isPresent() ? beyond : OptionalLong.of(at);
          } else {
            read(at, rows, reader);
          }
        }
      }
      connection.rollback();
    }
    return beyond;
  }

  private static void read(long position, CopiedRows row, Reader reader) throws SQLException {
    try {
      reader.row(position, row);
    } catch (NullColumn e) {
      // What has no value counts for no row, and so is missed.
    }
  }

  private String query(long from, long head) {
    return ("SELECT %1$s, %2$s FROM fairlead.%3$s"
            + " WHERE ctid >= '(%4$d,0)'::tid AND ctid < '(%5$d,0)'::tid"
            + " AND (%1$s <= %6$d OR %1$s > (SELECT h.position FROM fairlead.log_head h))")
        .formatted(position, columns, table, from, from + PAGES, head);
  }

  private long pages(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT pg_relation_size(?::regclass) / current_setting('block_size')::bigint")) {
      select.setString(1, "fairlead." + table);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
