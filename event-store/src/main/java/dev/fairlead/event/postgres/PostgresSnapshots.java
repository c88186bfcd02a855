package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.DatabaseFailure.reading;
import static dev.fairlead.event.postgres.schema.Tables.SNAPSHOT;

import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.Snapshot;
import dev.fairlead.event.Snapshots;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.StrategyId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

/** The snapshots' table, read; each row is held against the log before it counts. */
final class PostgresSnapshots implements Snapshots {
  private final DSLContext database;
  private final LogReader log;
  private final EventStoreObserver observer;

  PostgresSnapshots(DSLContext database, LogReader log, EventStoreObserver observer) {
    this.database = database;
    this.log = log;
    this.observer = observer;
  }

  @Override
  public Optional<Snapshot> latest(LogPosition upTo) {
    Optional<Record> row = before(upTo.value() + 1);
    while (row.isPresent()) {
      Optional<Snapshot> good = row.flatMap(this::checked);
      if (good.isPresent()) {
        return good;
      }
      row = before(row.get().get(SNAPSHOT.POSITION));
    }
    return Optional.empty();
  }

  private Optional<Record> before(long position) {
    return reading(
        "reading a snapshot",
        () ->
            database
                .selectFrom(SNAPSHOT)
                .where(SNAPSHOT.STRATEGY.eq(SnapshotRows.WHOLE_LOG))
                .and(SNAPSHOT.POSITION.lt(position))
                .orderBy(SNAPSHOT.POSITION.desc())
                .limit(1)
                .fetchOptional(Record.class::cast));
  }

  @Override
  public Optional<Snapshot> of(StrategyId strategy, LogPosition position) {
    Optional<Record> row =
        reading(
            "reading a snapshot of strategy " + strategy,
            () ->
                database
                    .selectFrom(SNAPSHOT)
                    .where(SNAPSHOT.STRATEGY.eq(strategy.value()))
                    .and(SNAPSHOT.POSITION.eq(position.value()))
                    .fetchOptional(Record.class::cast));
    if (row.isEmpty()) {
      observer.snapshotRefused(position, "that of strategy " + strategy + " is not there");
    }
    return row.flatMap(this::checked);
  }

  private Optional<Snapshot> checked(Record row) {
    LogPosition position = new LogPosition(row.get(SNAPSHOT.POSITION));
    List<StoredEvent> at = log.after(row.get(SNAPSHOT.POSITION) - 1, 1);
    if (at.isEmpty()
        || at.getFirst().position() != row.get(SNAPSHOT.POSITION)
        || !Arrays.equals(at.getFirst().hash(), row.get(SNAPSHOT.HASH))) {
      observer.snapshotRefused(position, "its hash is not the log's");
      return Optional.empty();
    }
    try {
      return Optional.of(SnapshotRows.snapshot(row));
    } catch (IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException e) {
      observer.snapshotRefused(position, "it can't be read: " + e);
      return Optional.empty();
    }
  }
}
