package dev.fairlead.event.postgres;

import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.Projections;
import dev.fairlead.model.LogPosition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.DSLContext;

/** The derived tables: those that follow the log, and those that appends write themselves. */
final class PostgresProjections implements Projections {
  private final Map<String, ProjectionRunner> following = new TreeMap<>();
  private final Map<String, ProjectionRebuild> rebuilds = new TreeMap<>();
  private final LogDatabase login;
  private final EventLog log;
  private final DSLContext database;
  private final EventStoreObserver observer;

  PostgresProjections(
      LogDatabase login, EventLog log, DSLContext database, EventStoreObserver observer) {
    this.login = login;
    this.log = log;
    this.database = database;
    this.observer = observer;
    appended(new IdempotencyKeyProjection());
    appended(new AccountNonceProjection());
  }

  /** Adds one that follows the log; started and closed by the caller. */
  ProjectionRunner follow(Projection projection) {
    ProjectionRunner runner = new ProjectionRunner(projection, log, database, observer);
    following.put(projection.name(), runner);
    rebuilds.put(
        projection.name(),
        rebuild(
            projection, new LiveRows.Following(projection), ConnectionSettings.projector(login)));
    return runner;
  }

  /** Only the owner may take claims away. */
  private void appended(Projection projection) {
    rebuilds.put(
        projection.name(),
        rebuild(projection, new LiveRows.Appended(projection), ConnectionSettings.owner(login)));
  }

  private ProjectionRebuild rebuild(
      Projection projection, LiveRows rows, ConnectionSettings settings) {
    return new ProjectionRebuild(projection, rows, settings, log, database, observer);
  }

  @Override
  public List<State> states() {
    return following.entrySet().stream()
        .map(entry ->
            new State(
                entry.getKey(),
                new LogPosition(entry.getValue().progress().position()),
                entry.getValue().progress().stopped().orElse(null)))
        .toList();
  }

  @Override
  public List<String> names() {
    return List.copyOf(rebuilds.keySet());
  }

  @Override
  public Rebuilt rebuild(String name, Progress progress) throws InterruptedException {
    ProjectionRebuild rebuild = rebuilds.get(name);
    if (rebuild == null) {
      throw new EventStoreException(
          Kind.FATAL, "there is no projection %s, but %s".formatted(name, names()));
    }
    Rebuilt rebuilt =
        DatabaseFailure.interruptibly("rebuilding " + name, () -> rebuild.run(progress));
    ProjectionRunner runner = following.get(name);
    if (runner != null) {
      runner.replaced();
    }
    return rebuilt;
  }
}
