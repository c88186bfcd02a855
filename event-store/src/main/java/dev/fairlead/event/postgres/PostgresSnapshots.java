package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.DatabaseFailure.reading;

import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.Snapshot;
import dev.fairlead.event.Snapshot.Link;
import dev.fairlead.event.Snapshots;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.StrategyId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * The snapshots' table, read: a snapshot of the whole log counts when a node vouches for it, one of
 * a strategy when it is the one that such a snapshot names, and both only at a position that has
 * their hash.
 */
final class PostgresSnapshots implements Snapshots {
  private final DSLContext database;
  private final dev.fairlead.event.postgres.schema.tables.Snapshot rows;
  private final LogReader log;
  private final SnapshotSeals seals;
  private final EventStoreObserver observer;

  PostgresSnapshots(
      DSLContext database,
      dev.fairlead.event.postgres.schema.tables.Snapshot rows,
      LogReader log,
      SnapshotSeals seals,
      EventStoreObserver observer) {
    this.database = database;
    this.rows = rows;
    this.log = log;
    this.seals = seals;
    this.observer = observer;
  }

  @Override
  public Optional<Snapshot> latest(LogPosition upTo) {
    Optional<Record> row = before(upTo.value() + 1, DSL.noCondition());
    while (row.isPresent()) {
      Optional<Snapshot> good = checked(row.get(), link -> seals.trouble(link, database));
      if (good.isPresent()) {
        return good;
      }
      row = before(row.get().get(rows.POSITION), seals.mayStandAt(rows.POSITION));
    }
    return Optional.empty();
  }

  private Optional<Record> before(long position, Condition condition) {
    return reading(
        "reading a snapshot",
        () ->
            database
                .selectFrom(rows)
                .where(rows.STRATEGY.eq(SnapshotRows.WHOLE_LOG))
                .and(rows.WHOLE)
                .and(rows.POSITION.lt(position))
                .and(condition)
                .orderBy(rows.POSITION.desc())
                .limit(1)
                .fetchOptional(Record.class::cast));
  }

  @Override
  public Optional<Snapshot> of(StrategyId strategy, Link link) {
    Optional<Record> row =
        reading(
            "reading a snapshot of strategy " + strategy,
            () ->
                database
                    .selectFrom(rows)
                    .where(rows.STRATEGY.eq(strategy.value()))
                    .and(rows.WHOLE.isFalse())
                    .and(rows.POSITION.eq(link.position().value()))
                    .fetchOptional(Record.class::cast));
    if (row.isEmpty()) {
      observer.snapshotRefused(link.position(), "that of strategy " + strategy + " is not there");
    }
    return row.flatMap(found ->
        checked(
            found,
            here ->
                here.equals(link)
                    ? Optional.empty()
                    : Optional.of("that of strategy " + strategy + " is not the one it was")));
  }

  private Optional<Snapshot> checked(Record row, Function<Link, Optional<String>> trouble) {
    Optional<String> wrong = wrong(row, trouble);
    if (wrong.isPresent()) {
      observer.snapshotRefused(new LogPosition(row.get(rows.POSITION)), wrong.get());
      return Optional.empty();
    }
    return Optional.of(SnapshotRows.snapshot(row));
  }

  private Optional<String> wrong(Record row, Function<Link, Optional<String>> trouble) {
    if (!isOfTheLog(row)) {
      return Optional.of("its hash is not the log's");
    }
    Link link;
    try {
      link = SnapshotRows.link(row);
    } catch (IllegalArgumentException e) {
      return Optional.of("it can't be read: " + e.getMessage());
    }
    return reading("looking who vouches for a snapshot", () -> trouble.apply(link));
  }

  private boolean isOfTheLog(Record row) {
    long position = row.get(rows.POSITION);
    List<StoredEvent> at = log.after(position - 1, 1);
    return !at.isEmpty()
        && at.getFirst().position() == position
        && Arrays.equals(at.getFirst().hash(), row.get(rows.HASH));
  }
}
