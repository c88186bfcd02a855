package dev.fairlead.event.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The tables that keep things unique, read once from end to end. For one thread.
 *
 * <p>A key counts as the hash of itself times that of its stream's number: which stream an event
 * belongs to is told where its part is added to those before, and only there.
 */
final class LookupTables {
  /** A row beyond the end of the log. */
  record Beyond(String table, long position) {}

  private final RowSum keys = new RowSum();
  private final RowPrint streams;
  private final Map<ClaimTable, RowPrint> claims = new EnumMap<>(ClaimTable.class);
  private Optional<Beyond> beyond = Optional.empty();
  private boolean distinct = true;

  private LookupTables(RowPrint print) {
    this.streams = print.sibling();
  }

  /** Reads them up to the head of a log. */
  static LookupTables read(ConnectionSettings settings, long head, RowPrint print)
      throws SQLException {
    LookupTables tables = new LookupTables(print);
    RowPrint hashes = print.sibling();
    try (Connection connection = settings.reading()) {
      tables.add(
          connection,
          new PagedRows("stream", "stream", "kind, id"),
          head,
          (number, row) ->
              stream(tables.streams, number, new StreamName(row.bytes(), row.bytes())));
      tables.add(
          connection,
          new PagedRows("event_key", "position", "event_id, stream, version"),
          head,
          (position, row) -> tables.key(position, row, hashes));
      for (ClaimTable table : ClaimTable.values()) {
        RowPrint claims = print.sibling();
        tables.claims.put(table, claims);
        tables.add(
            connection,
            table.paged(),
            head,
            (position, row) -> ClaimTable.row(position, row).put(claims).add());
      }
      tables.distinct = namesDiffer(connection);
    }
    return tables;
  }

  private void add(Connection connection, PagedRows rows, long head, PagedRows.Reader reader)
      throws SQLException {
    OptionalLong found = rows.read(connection, head, reader);
    if (found.isPresent() && beyond.isEmpty()) {
      beyond = Optional.of(new Beyond(rows.table(), found.getAsLong()));
    }
  }

  /** Goes by the index of names, where there still is one. */
  private static boolean namesDiffer(Connection connection) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet row =
            select.executeQuery(
                "SELECT NOT EXISTS (SELECT FROM (SELECT kind, id, lag(kind) OVER names AS last_kind,"
                    + " lag(id) OVER names AS last_id FROM fairlead.stream"
                    + " WINDOW names AS (ORDER BY kind, id)) s"
                    + " WHERE kind = last_kind AND id = last_id)")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private void key(long position, CopiedRows row, RowPrint hashes) throws SQLException {
    long high = row.uuid();
    long low = row.rest();
    RowPrint.Digest factor = factor(hashes, row.number());
    keys.addTimes(key(hashes, row.number(), high, low, position), factor);
  }

  /** The hash of an event's key, without its stream. */
  static RowPrint.Digest key(RowPrint print, long version, long idHigh, long idLow, long position) {
    return print.put(version).put(idHigh).put(idLow).put(position).digest();
  }

  /** What the keys of a stream's events count times. */
  static RowPrint.Digest factor(RowPrint print, long number) {
    return print.put(number).digest();
  }

  /** Adds a stream. */
  static void stream(RowPrint print, long number, StreamName name) {
    print.put(number).put(name.kind()).put(name.id()).add();
  }

  /** What all keys come to. */
  RowSum keys() {
    return keys;
  }

  /** A print of the streams and their numbers. */
  RowPrint streams() {
    return streams;
  }

  /** Whether no two streams have one name. */
  boolean namesDiffer() {
    return distinct;
  }

  /** A print of each table of claims. */
  Map<ClaimTable, RowPrint> claims() {
    return claims;
  }

  /** What stands in one of them beyond the end of the log. */
  Optional<Beyond> beyond() {
    return beyond;
  }
}
