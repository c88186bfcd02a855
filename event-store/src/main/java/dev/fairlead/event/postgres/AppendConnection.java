package dev.fairlead.event.postgres;

import dev.fairlead.event.LogDiverged;
import dev.fairlead.event.LogDiverged.Difference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The appender's own connection, opened again when it was lost, and the head as this node knows it.
 * For one thread at a time.
 *
 * <p>A log never goes backwards, and what was in it stays: a head before the one that was known, or
 * another event where that one was, means that the database was set back to an older state or is
 * another copy, and no more is written to it. A server that could lose what it acknowledges is not
 * written to either, as long as it is so.
 */
final class AppendConnection implements AutoCloseable {
  private final ConnectionSettings settings;
  private final Halt halt;
  private Head head;
  private boolean checked;
  private @Nullable Connection connection;
  private @Nullable DSLContext database;
  private @Nullable CommitSession session;

  AppendConnection(ConnectionSettings settings, Head head, Halt halt) {
    this.settings = settings;
    this.head = head;
    this.halt = halt;
  }

  /** The head, read again after the connection was lost. */
  Head head() throws SQLException {
    halt.refuseIfStopped();
    DSLContext database = database();
    if (!checked) {
      LogReader reader = new LogReader(database);
      Head now = reader.head();
      refuseBackwards(now);
      refuseOtherThan(head, reader);
      moved(now);
      checked = true;
    }
    return head;
  }

  /** The head as the database has it now. */
  Head headNow() throws SQLException {
    return new LogReader(database()).head();
  }

  /** The log may have grown since: what this node knew of must still be in it. */
  private void refuseOtherThan(Head known, LogReader reader) {
    boolean there =
        known.position() == 0
            || reader.after(known.position() - 1, 1).stream()
                .anyMatch(event ->
                    event.position() == known.position()
                        && Arrays.equals(event.hash(), known.hash()));
    if (!there) {
      throw stopped(
          Difference.REWRITTEN,
          "the event at %d is not the one that it saw there: this is another copy of the log."
              .formatted(known.position()));
    }
  }

  /** It was written up to there; by now others may have gone on. */
  void wrote(Head after) {
    if (after.position() > head.position()) {
      moved(after);
    }
  }

  /** The head is there now; whether that is elsewhere than before. */
  boolean moved(Head now) {
    refuseBackwards(now);
    boolean elsewhere = now.position() != head.position();
    head = new Head(head.logId(), now.position(), now.hash(), now.recordedAt(), head.epoch());
    return elsewhere;
  }

  private void refuseBackwards(Head now) {
    if (!now.logId().equals(head.logId())) {
      throw stopped(
          Difference.ANOTHER_LOG,
          "the database holds log %s, it knew %s.".formatted(now.logId(), head.logId()));
    }
    if (now.position() < head.position()) {
      throw stopped(
          Difference.WENT_BACKWARDS,
          "it went backwards, to position %d from %d.".formatted(now.position(), head.position()));
    }
    if (now.position() == head.position() && !Arrays.equals(now.hash(), head.hash())) {
      throw stopped(
          Difference.REWRITTEN, "its last event, at %d, is another one.".formatted(now.position()));
    }
  }

  private LogDiverged stopped(Difference difference, String what) {
    LogDiverged reason = new LogDiverged(difference, "this node", what);
    halt.stop(reason);
    return reason;
  }

  DSLContext database() throws SQLException {
    Connection open = connection();
    DSLContext known = database;
    if (known == null) {
      known = DSL.using(open, SQLDialect.POSTGRES);
      database = known;
    }
    return known;
  }

  CommitSession session() throws SQLException {
    CommitSession prepared = session;
    if (prepared == null) {
      prepared = prepare(connection());
      session = prepared;
    }
    return prepared;
  }

  /** A connection on which only a part could be prepared is of no more use. */
  private CommitSession prepare(Connection open) throws SQLException {
    boolean whole = false;
    try {
      CommitSession prepared = new CommitSession(open);
      whole = true;
      return prepared;
    } finally {
      if (!whole) {
        close();
      }
    }
  }

  /** Whether this session was not given up yet. */
  boolean has(CommitSession known) {
    return session == known;
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = settings.open();
      connection = open;
      checked = false;
      refuseUnsafe(open);
    }
    return open;
  }

  /** What the first look found may have changed, or this may be another server. */
  private void refuseUnsafe(Connection open) throws SQLException {
    boolean safe = false;
    try {
      ServerCheck.refuseUnsafe(settings.url(), open);
      safe = true;
    } finally {
      if (!safe) {
        close();
      }
    }
  }

  /** Whether nothing is known that forbids it. Any thread may ask. */
  boolean mayAppend() {
    return halt.reason().isEmpty();
  }

  /** Ends what is sent or waited for on the connection, which must be given up then. */
  void abort() {
    CommitSession open = session;
    if (open != null) {
      open.abort();
    }
  }

  /** Gives the connection up; the next use opens another. */
  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    database = null;
    session = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        checked = false;
      }
    }
  }
}
