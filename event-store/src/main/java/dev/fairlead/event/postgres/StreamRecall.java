package dev.fairlead.event.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Reads again what a stream was before one of its parts. The keys of events tell where to look, but
 * are not trusted: where what they lead to is not all that the part can come after, the whole log
 * is looked through for the stream. For one thread.
 */
final class StreamRecall {
  private final VerifierConnections connections;
  private final RowPrint print;
  private final long indexed;

  /** {@code indexed}: up to where the index of intents has come. */
  StreamRecall(VerifierConnections connections, RowPrint print, long indexed) {
    this.connections = connections;
    this.print = print;
    this.indexed = indexed;
  }

  /** All that came before a part, as one; nothing when there is nothing. */
  Optional<StreamPart> before(StreamPart part) throws SQLException {
    return connections.read(connection -> {
      StreamPart found = byKeys(connection, part);
      return Optional.ofNullable(found == null ? byName(connection, part) : found);
    });
  }

  /** Of an intent all events are needed, of others how far they have come. */
  private @Nullable StreamPart byKeys(Connection connection, StreamPart part) throws SQLException {
    boolean all = part.intent().isPresent();
    String which = all ? "" : " AND (k.version = 1 OR k.version >= %d)".formatted(part.first() - 1);
    ToldRows told = new ToldRows(print, indexed);
    StreamPart past = null;
    boolean whole = true;
    try (CopiedRows rows =
        new CopiedRows(
            connection,
            "SELECT "
                + StretchRows.COLUMNS
                + " FROM fairlead.stream s JOIN fairlead.event_key k ON k.stream = s.stream"
                + " JOIN fairlead.event e ON e.position = k.position WHERE "
                + named(connection, "s.kind", "s.id", part.name())
                + " AND k.position < "
                + part.firstPosition()
                + which
                + " ORDER BY k.version")) {
      // Read to the end, whatever comes, since the connection is used again.
      while (rows.next()) {
        RawEvent event = StretchRows.event(rows);
        whole &= follows(event, past, part, all);
        past = goOn(past, part.name(), event, told);
      }
    }
    return whole && past != null && past.last() == part.first() - 1 ? past : null;
  }

  private static boolean follows(
      RawEvent event, @Nullable StreamPart past, StreamPart part, boolean all) {
    boolean own =
        Arrays.equals(event.id(), part.name().id())
            && Arrays.equals(event.kind(), part.name().kind());
    if (past == null) {
      return own && event.version() == 1;
    }
    long next = all ? past.last() + 1 : part.first() - 1;
    return own && event.version() == next && next > past.last();
  }

  private @Nullable StreamPart byName(Connection connection, StreamPart part) throws SQLException {
    ToldRows told = new ToldRows(print, indexed);
    StreamPart past = null;
    try (CopiedRows rows =
        new CopiedRows(
            connection,
            "SELECT "
                + StretchRows.COLUMNS
                + " FROM fairlead.event e WHERE "
                + named(connection, "e.stream_kind", "e.stream_id", part.name())
                + " AND e.position < "
                + part.firstPosition()
                + " ORDER BY e.position")) {
      while (rows.next()) {
        past = goOn(past, part.name(), StretchRows.event(rows), told);
      }
    }
    return past;
  }

  private static StreamPart goOn(
      @Nullable StreamPart past, StreamName name, RawEvent event, ToldRows told) {
    StreamPart part = past == null ? new StreamPart(name, event.version(), event.position()) : past;
    part.goesTo(event.version());
    told.add(event, part);
    return part;
  }

  private static String named(Connection connection, String kind, String id, StreamName name)
      throws SQLException {
    PGConnection server = connection.unwrap(PGConnection.class);
    return "%s = '%s' AND %s = '%s'"
        .formatted(
            kind, server.escapeLiteral(name.kindText()), id, server.escapeLiteral(name.idText()));
  }
}
