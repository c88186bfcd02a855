package dev.fairlead.event.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The tables that keep things unique, read once from end to end.
 *
 * @param keys a print of all keys up to the head
 * @param streams the streams that begin up to there
 */
record LookupTables(KeyPrint keys, Map<StreamName, Stream> streams) {
  /** A stream's number and the version that it stands at. */
  record Stream(long number, long version) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Name(byte[] kind, byte[] id) {
    static final Name NONE = new Name(new byte[0], new byte[0]);
  }

  static LookupTables read(ConnectionSettings settings, long head, KeyPrint keys)
      throws SQLException {
    Map<StreamName, Stream> streams = new HashMap<>();
    Map<Long, Name> names = new HashMap<>();
    try (Connection connection = settings.open()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      try (CopiedRows rows =
          new CopiedRows(
              connection,
              "SELECT stream, version, kind, id FROM fairlead.stream WHERE stream <= " + head)) {
        while (rows.next()) {
          long number = rows.number();
          long version = rows.number();
          Name name = new Name(rows.bytes(), rows.bytes());
          names.put(number, name);
          streams.put(
              new StreamName(
                  new String(name.kind(), StandardCharsets.UTF_8),
                  new String(name.id(), StandardCharsets.UTF_8)),
              new Stream(number, version));
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
          Name name = names.getOrDefault(rows.number(), Name.NONE);
          keys.add(name.kind(), name.id(), rows.number(), high, low, rows.number());
        }
      }
    }
    return new LookupTables(keys, streams);
  }
}
