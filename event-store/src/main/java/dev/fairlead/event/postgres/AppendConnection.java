package dev.fairlead.event.postgres;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The appender's own connection, opened again when it was lost, and the head as this node knows it.
 * For one thread.
 *
 * <p>A log never goes backwards: a head before the one that was known means that the database was
 * set back to an older state, and no more is written to it.
 */
final class AppendConnection implements AutoCloseable {
  private final ConnectionSettings settings;
  private Head head;
  private boolean checked;
  private @Nullable Connection connection;
  private @Nullable CommitStatement statement;

  AppendConnection(ConnectionSettings settings, Head head) {
    this.settings = settings;
    this.head = head;
  }

  /** The head, read again after the connection was lost. */
  Head head() throws SQLException {
    DSLContext database = database();
    if (!checked) {
      moved(new LogReader(database).head());
      checked = true;
    }
    return head;
  }

  /** The head is elsewhere now. */
  void moved(Head now) {
    if (now.position() < head.position()
        || !now.logId().equals(head.logId())
        || (now.position() == head.position() && !Arrays.equals(now.hash(), head.hash()))) {
      throw new EventStoreException(
          Kind.FATAL,
          "the log went backwards, to position %d from %d: its database was set back or replaced"
              .formatted(now.position(), head.position()));
    }
    head = new Head(head.logId(), now.position(), now.hash(), now.recordedAt(), head.epoch());
  }

  DSLContext database() throws SQLException {
    return DSL.using(connection(), SQLDialect.POSTGRES);
  }

  CommitStatement statement() throws SQLException {
    CommitStatement prepared = statement;
    if (prepared == null) {
      prepared = new CommitStatement(connection());
      statement = prepared;
    }
    return prepared;
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = settings.open();
      connection = open;
      checked = false;
    }
    return open;
  }

  /** Gives the connection up; the next use opens another. */
  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    statement = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        checked = false;
      }
    }
  }
}
