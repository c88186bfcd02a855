package dev.fairlead.event.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tables that keep things unique, read once from end to end.
 *
 * @param keys a print of all keys up to the head
 * @param streams the streams that begin up to there, and their numbers
 * @param claims a print of each table of claims up to there
 * @param beyond what stands in one of them beyond the end of the log, and where that is
 */
record LookupTables(
    RowPrint keys,
    Map<StreamName, Long> streams,
    Map<ClaimTable, RowPrint> claims,
    Optional<Beyond> beyond) {
  /** A row beyond the end of the log. */
  record Beyond(String table, long position, long head) {}

  private static final StreamName NONE = new StreamName(new byte[0], new byte[0]);

  static LookupTables read(ConnectionSettings settings, long head, RowPrint print)
      throws SQLException {
    Map<StreamName, Long> streams = new HashMap<>();
    Map<Long, StreamName> names = new HashMap<>();
    Map<ClaimTable, RowPrint> claims = new EnumMap<>(ClaimTable.class);
    RowPrint keys = print.sibling();
    try (Connection connection = settings.reading()) {
      try (CopiedRows rows =
          new CopiedRows(
              connection, "SELECT stream, kind, id FROM fairlead.stream WHERE stream <= " + head)) {
        while (rows.next()) {
          long number = rows.number();
          StreamName name = new StreamName(rows.bytes(), rows.bytes());
          names.put(number, name);
          streams.put(name, number);
        }
      }
      try (CopiedRows rows =
          new CopiedRows(
              connection,
              "SELECT event_id, stream, version, position FROM fairlead.event_key"
                  + " WHERE position <= "
                  + head)) {
        while (rows.next()) {
          long high = rows.uuid();
          long low = rows.rest();
          StreamName stream = names.getOrDefault(rows.number(), NONE);
          key(keys, stream, rows.number(), high, low, rows.number());
        }
      }
      for (ClaimTable table : ClaimTable.values()) {
        claims.put(table, claims(connection, table, head, print.sibling()));
      }
      return new LookupTables(keys, streams, claims, beyond(connection));
    }
  }

  /** Adds the key of an event. */
  static void key(
      RowPrint print, StreamName stream, long version, long idHigh, long idLow, long position) {
    print
        .put(version)
        .put(idHigh)
        .put(idLow)
        .put(position)
        .put(stream.kind())
        .put(stream.id())
        .add();
  }

  private static RowPrint claims(Connection connection, ClaimTable table, long head, RowPrint print)
      throws SQLException {
    try (CopiedRows rows = table.rows(connection, head, "")) {
      while (rows.next()) {
        ClaimTable.row(rows).put(print).add();
      }
    }
    return print;
  }

  /** One statement sees one moment. */
  private static Optional<Beyond> beyond(Connection connection) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet row =
            select.executeQuery(
                "SELECT r.name, r.last, h.position FROM fairlead.log_head h, ("
                    + "SELECT 'event_key' AS name, max(position) AS last FROM fairlead.event_key"
                    + " UNION ALL SELECT 'stream', max(stream) FROM fairlead.stream"
                    + " UNION ALL SELECT 'idempotency_key', max(position)"
                    + " FROM fairlead.idempotency_key"
                    + " UNION ALL SELECT 'account_nonce', max(position)"
                    + " FROM fairlead.account_nonce) r"
                    + " WHERE r.last > h.position LIMIT 1")) {
      return row.next()
          ? Optional.of(new Beyond(row.getString(1), row.getLong(2), row.getLong(3)))
          : Optional.empty();
    }
  }
}
