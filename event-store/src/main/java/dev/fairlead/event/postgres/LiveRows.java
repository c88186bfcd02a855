package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.schema.Tables.LOG_HEAD;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jooq.DSLContext;

/** How the live rows of a projection are held still while others are put in their place. */
sealed interface LiveRows {
  /** Compares what can be compared before the rows are held. */
  void compareAhead(DSLContext own, Differences differences, LongSupplier beside);

  /** Nobody changes the rows until the transaction ends; up to where the log is in them. */
  long hold(DSLContext transaction);

  /** The rows may be taken away in this transaction, though nobody else may. */
  void allowRemoval(DSLContext transaction);

  /** The rows are those of this position now. */
  void replaced(DSLContext transaction, long position);

  /** Rows that follow the log, and whose place in it is kept beside them. */
  record Following(Projection projection) implements LiveRows {
    /** Holding these rows delays nobody but their own projection. */
    @Override
    public void compareAhead(DSLContext own, Differences differences, LongSupplier beside) {}

    @Override
    public long hold(DSLContext transaction) {
      ProjectionPlace place = new ProjectionPlace(projection);
      ProjectionPlace.Row row = place.begin(transaction);
      place.refuseLater(row);
      return row.position();
    }

    @Override
    public void allowRemoval(DSLContext transaction) {}

    @Override
    public void replaced(DSLContext transaction, long position) {
      new ProjectionPlace(projection).replaced(transaction, position);
    }
  }

  /** Rows that appends write themselves: they are always those of the head. */
  record Appended(Projection projection) implements LiveRows {
    /** So many times at most; each leaves the next one what came meanwhile. */
    private static final int PASSES = 10;

    /** What came during a pass this short is compared while appends wait. */
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    @Override
    public void compareAhead(DSLContext own, Differences differences, LongSupplier beside) {
      long took = Long.MAX_VALUE;
      for (int i = 0; i < PASSES && took > SHORT_NANOS; i++) {
        long start = System.nanoTime();
        differences.note(own, beside.getAsLong());
        took = System.nanoTime() - start;
      }
    }

    @Override
    public long hold(DSLContext transaction) {
      return transaction
          .select(LOG_HEAD.POSITION)
          .from(LOG_HEAD)
          .forUpdate()
          .fetchSingle(row -> row.value1());
    }

    /** Undone when the rows are replaced, in the same transaction. */
    @Override
    public void allowRemoval(DSLContext transaction) {
      transaction.execute(
          "ALTER TABLE fairlead." + projection.table().getName() + " DISABLE TRIGGER append_only");
    }

    @Override
    public void replaced(DSLContext transaction, long position) {
      transaction.execute(
          "ALTER TABLE fairlead." + projection.table().getName() + " ENABLE TRIGGER append_only");
    }
  }
}
