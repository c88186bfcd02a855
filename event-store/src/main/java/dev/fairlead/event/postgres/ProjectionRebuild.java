package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.schema.Tables.PROJECTION;

import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.Projections.Progress;
import dev.fairlead.event.Projections.Rebuilt;
import dev.fairlead.model.LogPosition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * Makes a projection again: a second one follows the log from its beginning in the table beside,
 * until it is where the live one is; then, while that is held still, the rows that differ are
 * replaced in one transaction. Readers see the old rows or the new ones. Rows that appends write
 * are compared before they are held, but for the last of them. One at a time, in all nodes.
 */
final class ProjectionRebuild {
  private static final Duration STEP = Duration.ofMillis(100);

  /** The live rows are held still meanwhile, and of some tables all appends with them. */
  private static final Duration LAST_STEP = Duration.ofSeconds(2);

  private final Projection live;
  private final LiveRows rows;
  private final ConnectionSettings settings;
  private final EventLog log;
  private final DSLContext database;
  private final EventStoreObserver observer;

  /**
   * Prepares it; nothing happens yet.
   *
   * @param settings of a user who may replace the live rows
   * @param database where the rows beside are written
   */
  ProjectionRebuild(
      Projection live,
      LiveRows rows,
      ConnectionSettings settings,
      EventLog log,
      DSLContext database,
      EventStoreObserver observer) {
    this.live = live;
    this.rows = rows;
    this.settings = settings;
    this.log = log;
    this.database = database;
    this.observer = observer;
  }

  Rebuilt run(Progress progress) throws InterruptedException {
    try (Connection connection = settings.open()) {
      DSLContext own = DSL.using(connection, SQLDialect.POSTGRES);
      takeTurn(own);
      Rebuilt rebuilt = rebuild(connection, own, progress);
      giveTurnBack(own);
      return rebuilt;
    } catch (SQLException e) {
      throw DatabaseFailure.toException("rebuilding " + live.name(), e);
    }
  }

  private Rebuilt rebuild(Connection connection, DSLContext own, Progress progress)
      throws SQLException, InterruptedException {
    if (live.rebuildsFromNothing()) {
      forget(own);
    }
    try (ProjectionRunner beside = new ProjectionRunner(live.beside(), log, database, observer)) {
      beside.start();
      LogPosition head = log.head().position();
      while (!beside.progress().reaches(head, STEP)) {
        head = log.head().position();
        progress.reached(new LogPosition(beside.progress().position()), head);
      }
      Differences differences = new Differences(live);
      rows.compareAhead(own, differences, beside.progress()::position);
      connection.setAutoCommit(false);
      Rebuilt rebuilt = replace(own, beside, differences);
      connection.commit();
      forget(own);
      connection.commit();
      progress.reached(rebuilt.position(), rebuilt.position());
      return rebuilt;
    }
  }

  /** At the latest the turn ends with the connection. */
  private void takeTurn(DSLContext own) {
    boolean taken =
        own.fetchSingle("SELECT pg_try_advisory_lock(hashtextextended(?, 0))", turn())
            .into(boolean.class);
    if (!taken) {
      throw new EventStoreException(
          Kind.RETRYABLE, live.name() + " is being rebuilt already, by this node or another");
    }
  }

  /** The server sees the end of a connection only some time after it was closed. */
  private void giveTurnBack(DSLContext own) {
    own.execute("SELECT pg_advisory_unlock(hashtextextended(?, 0))", turn());
  }

  private String turn() {
    return "fairlead.rebuild." + live.name();
  }

  private Rebuilt replace(DSLContext transaction, ProjectionRunner beside, Differences differences)
      throws InterruptedException {
    LogPosition held = new LogPosition(rows.hold(transaction));
    beside.progress().await(held, LAST_STEP);
    beside.close();
    LogPosition position = new LogPosition(Math.max(held.value(), beside.progress().position()));
    long removed = 0;
    if (differences.anyWrong(transaction)) {
      rows.allowRemoval(transaction);
      removed = differences.remove(transaction);
    }
    long added = differences.add(transaction);
    live.besideIsLive(transaction);
    rows.replaced(transaction, position.value());
    return new Rebuilt(position, differences.rows(transaction), removed, added);
  }

  /** Not while anything is held: this may wait, and an interrupted one is only repeated. */
  private void forget(DSLContext transaction) {
    Projection done = live.beside();
    done.forget(transaction);
    transaction.deleteFrom(PROJECTION).where(PROJECTION.NAME.eq(done.name())).execute();
  }
}
