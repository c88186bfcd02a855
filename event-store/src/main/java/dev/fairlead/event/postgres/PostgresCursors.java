package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.DatabaseFailure.reading;
import static dev.fairlead.event.postgres.schema.Tables.LOG_HEAD;
import static dev.fairlead.event.postgres.schema.Tables.READER_CURSOR;

import dev.fairlead.event.Cursor;
import dev.fairlead.event.Cursors;
import dev.fairlead.event.Cursors.Acknowledgement.Acknowledged;
import dev.fairlead.event.Cursors.Acknowledgement.BeyondTheEnd;
import dev.fairlead.event.Cursors.Acknowledgement.NoSuchCursor;
import dev.fairlead.model.LogPosition;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Cursors, a row each. What is acknowledged is durable, though projections' commits are not. */
final class PostgresCursors implements Cursors {
  private final DSLContext database;
  private final InstantSource clock;

  PostgresCursors(DSLContext database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Cursor open(Cursor.Name name, LogPosition start) {
    return durably(
        "opening the cursor " + name,
        transaction -> {
          transaction
              .insertInto(READER_CURSOR)
              .set(READER_CURSOR.NAME, name.value())
              .set(READER_CURSOR.POSITION, start.value())
              .set(READER_CURSOR.MOVED_AT, now())
              .onConflictDoNothing()
              .execute();
          return read(transaction, name).orElseThrow();
        });
  }

  @Override
  public Optional<Cursor> find(Cursor.Name name) {
    return reading("reading the cursor " + name, () -> read(database, name));
  }

  private static Optional<Cursor> read(DSLContext from, Cursor.Name name) {
    return from.selectFrom(READER_CURSOR)
        .where(READER_CURSOR.NAME.eq(name.value()))
        .fetchOptional(PostgresCursors::cursor);
  }

  @Override
  public List<Cursor> list() {
    return reading(
        "listing cursors",
        () ->
            database
                .selectFrom(READER_CURSOR)
                .orderBy(READER_CURSOR.NAME)
                .fetch(PostgresCursors::cursor));
  }

  @Override
  public Acknowledgement acknowledge(Cursor.Name name, LogPosition position) {
    return durably(
        "moving the cursor " + name,
        transaction -> {
          long head = transaction.select(LOG_HEAD.POSITION).from(LOG_HEAD).fetchSingle().value1();
          if (position.value() > head) {
            return new BeyondTheEnd(new LogPosition(head));
          }
          transaction
              .update(READER_CURSOR)
              .set(READER_CURSOR.POSITION, position.value())
              .set(READER_CURSOR.MOVED_AT, now())
              .where(READER_CURSOR.NAME.eq(name.value()))
              .and(READER_CURSOR.POSITION.lt(position.value()))
              .execute();
          return read(transaction, name)
              .<Acknowledgement>map(Acknowledged::new)
              .orElseGet(NoSuchCursor::new);
        });
  }

  @Override
  public boolean remove(Cursor.Name name) {
    return durably(
        "removing the cursor " + name,
        transaction ->
            transaction
                    .deleteFrom(READER_CURSOR)
                    .where(READER_CURSOR.NAME.eq(name.value()))
                    .execute()
                > 0);
  }

  private <T> T durably(String what, Function<DSLContext, T> work) {
    return reading(
        what,
        () ->
            database.transactionResult(configuration -> {
              DSLContext transaction = configuration.dsl();
              transaction.execute("SET LOCAL synchronous_commit = on");
              return work.apply(transaction);
            }));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static Cursor cursor(Record row) {
    return new Cursor(
        new Cursor.Name(row.get(READER_CURSOR.NAME)),
        new LogPosition(row.get(READER_CURSOR.POSITION)),
        row.get(READER_CURSOR.MOVED_AT).toInstant());
  }
}
