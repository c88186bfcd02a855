package dev.fairlead.event.postgres;

import dev.fairlead.event.Verdict.Broken;
import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.model.LogPosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The index of intents as it was at one moment: how far it had come in the log, and its rows. Holds
 * a transaction as long as it is open. For one thread at a time.
 */
final class IndexSnapshot implements AutoCloseable {
  private final Connection connection;
  private final long position;
  private final boolean readable;

  private IndexSnapshot(Connection connection, long position, boolean readable) {
    this.connection = connection;
    this.position = position;
    this.readable = readable;
  }

  /** Takes it now. */
  static IndexSnapshot take(ConnectionSettings settings) throws SQLException {
    Connection connection = settings.open();
    try (Statement statement = connection.createStatement()) {
      // It waits in its transaction while the events are read.
      statement.execute("SET idle_in_transaction_session_timeout = 0");
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT position, revision FROM fairlead.projection WHERE name = ?")) {
        select.setString(1, IntentIndexProjection.NAME);
        try (ResultSet row = select.executeQuery()) {
          boolean begun = row.next();
          return new IndexSnapshot(
              connection,
              begun ? row.getLong(1) : 0,
              !begun || row.getLong(2) == new IntentIndexProjection().revision());
        }
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** How far it had come. */
  long position() {
    return position;
  }

  /** Whether this version knows what its rows mean. */
  boolean readable() {
    return readable;
  }

  /** Whether it is ahead of the log. */
  Optional<Broken> ahead(long head) {
    return position > head
        ? Optional.of(
            broken(head + 1, "has come to %d, but the log ends at %d".formatted(position, head)))
        : Optional.empty();
  }

  /** A print of all rows, if they are readable. */
  RowPrint print(RowPrint print) throws SQLException {
    RowPrint all = print.sibling();
    if (!readable) {
      return all;
    }
    RowPrint hashes = print.sibling();
    try (CopiedRows rows = rows()) {
      while (rows.next()) {
        RowPrint.Digest beginning = Beginning.of(rows, hashes).digest();
        byte[] stage = rows.bytes();
        boolean ended = rows.number() == 1;
        IndexedIntent.add(
            all, beginning, stage, ended, rows.number(), rows.number(), rows.micros());
      }
    }
    return all;
  }

  /**
   * The first of the rows that is not what the events say; looked for only where their print is not
   * that of what they must be, and then takes entries out of {@code told}.
   */
  Optional<Broken> compare(RowPrint kept, Map<UUID, IndexedIntent> told, RowPrint print)
      throws SQLException {
    RowPrint must = print.sibling();
    boolean whole = true;
    for (IndexedIntent intent : told.values()) {
      if (intent.isWhole()) {
        intent.addTo(must);
      } else {
        whole &= intent.begun() == 0;
      }
    }
    return whole && must.agreesWith(kept) ? Optional.empty() : firstWrong(told, print);
  }

  private Optional<Broken> firstWrong(Map<UUID, IndexedIntent> told, RowPrint print)
      throws SQLException {
    RowPrint hashes = print.sibling();
    Broken first = null;
    try (CopiedRows rows = rows()) {
      while (rows.next()) {
        Beginning beginning = Beginning.of(rows, hashes);
        IndexedIntent events = told.remove(beginning.intent());
        if (events == null) {
          first =
              earlier(
                  first,
                  beginning.position(),
                  "has a row for intent %s, which never was".formatted(beginning.intent()));
        } else if (differs(rows, events, beginning.digest())) {
          first = earlier(first, events.begun(), "says otherwise of intent " + beginning.intent());
        }
      }
    }
    for (Map.Entry<UUID, IndexedIntent> left : told.entrySet()) {
      if (left.getValue().begun() > 0) {
        first = earlier(first, left.getValue().begun(), "lacks intent " + left.getKey());
      }
    }
    return Optional.ofNullable(first);
  }

  private CopiedRows rows() throws SQLException {
    return new CopiedRows(
        connection,
        "SELECT intent, strategy, type, chain, sell, buy, deadline, first_position,"
            + " first_recorded_at, stage, CASE WHEN ended THEN 1 ELSE 0 END, version,"
            + " last_position, last_recorded_at FROM fairlead.intent_index");
  }

  /** The columns of a row that never change. */
  private record Beginning(UUID intent, long position, RowPrint.Digest digest) {
    static Beginning of(CopiedRows rows, RowPrint hashes) throws SQLException {
      UUID intent = uuid(rows);
      UUID strategy = uuid(rows);
      byte[] type = rows.bytes();
      long chain = rows.number();
      byte[] sell = rows.bytes();
      byte[] buy = rows.bytes();
      long deadline = rows.micros();
      long position = rows.number();
      return new Beginning(
          intent,
          position,
          IndexedIntent.beginning(
              hashes, intent, strategy, type, chain, sell, buy, deadline, position, rows.micros()));
    }
  }

  private static boolean differs(CopiedRows rows, IndexedIntent events, RowPrint.Digest beginning)
      throws SQLException {
    String stage = rows.text();
    boolean ended = rows.number() == 1;
    long version = rows.number();
    long last = rows.number();
    long micros = rows.micros();
    return !(events.first() == null || events.first().equals(beginning))
        || events.stage() == null
        || !events.stage().name().equals(stage)
        || events.stage().ended() != ended
        || events.version() != version
        || events.position() != last
        || events.micros() != micros;
  }

  private static UUID uuid(CopiedRows rows) throws SQLException {
    return new UUID(rows.uuid(), rows.rest());
  }

  private static Broken earlier(@Nullable Broken first, long position, String what) {
    return first == null || position < first.position().value() ? broken(position, what) : first;
  }

  private static Broken broken(long position, String what) {
    return new Broken(
        new LogPosition(Math.max(0, position)),
        Fault.LOOKUP,
        "the index of intents "
            + what
            + "; it is made of the events and can be made again: fairlead events rebuild intent_index");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
