package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.schema.Tables.PROJECTION;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import org.jooq.DSLContext;

/**
 * The row that says how far a projection has come, which whoever changes the projection's rows
 * holds until its transaction ends.
 */
final class ProjectionPlace {
  private final Projection projection;

  ProjectionPlace(Projection projection) {
    this.projection = projection;
  }

  /**
   * What it says.
   *
   * @param revision of the rows, as their keeper makes them
   * @param position up to here the log is in them
   * @param rebuilt how often a rebuild put others in their place
   */
  record Row(long revision, long position, long rebuilt) {}

  /** Somebody made the rows anew, or takes care that they are: what was gathered is not next. */
  static final class Moved extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Moved(String projection, Row row) {
      super("the projection %s stands elsewhere now: %s".formatted(projection, row));
    }
  }

  /**
   * Takes it as it is; from nothing where there is none, or one of an earlier revision. One of a
   * later revision stays as it is.
   */
  Row begin(DSLContext transaction) {
    transaction
        .insertInto(PROJECTION)
        .set(PROJECTION.NAME, projection.name())
        .set(PROJECTION.REVISION, projection.revision())
        .set(PROJECTION.POSITION, 0L)
        .onConflictDoNothing()
        .execute();
    Row row = held(transaction);
    if (row.revision() >= projection.revision()) {
      return row;
    }
    projection.clear(transaction);
    transaction
        .update(PROJECTION)
        .set(PROJECTION.REVISION, projection.revision())
        .set(PROJECTION.POSITION, 0L)
        .where(PROJECTION.NAME.eq(projection.name()))
        .execute();
    return new Row(projection.revision(), 0, row.rebuilt());
  }

  /**
   * Where it stands; other nodes may have taken it further.
   *
   * @param rebuilt as it was when this node began
   * @param after as far as this node knows that it has come
   * @throws Moved when the rows are not those that this node knows
   */
  long goOn(DSLContext transaction, long rebuilt, long after) {
    Row row = held(transaction);
    if (row.revision() != projection.revision()
        || row.rebuilt() != rebuilt
        || row.position() < after) {
      throw new Moved(projection.name(), row);
    }
    return row.position();
  }

  private Row held(DSLContext transaction) {
    return transaction
        .select(PROJECTION.REVISION, PROJECTION.POSITION, PROJECTION.REBUILT)
        .from(PROJECTION)
        .where(PROJECTION.NAME.eq(projection.name()))
        .forUpdate()
        .fetchSingle(row -> new Row(row.value1(), row.value2(), row.value3()));
  }

  /** Moves what is held. */
  void reach(DSLContext transaction, long position) {
    transaction
        .update(PROJECTION)
        .set(PROJECTION.POSITION, position)
        .where(PROJECTION.NAME.eq(projection.name()))
        .execute();
  }

  /** How often the rows were rebuilt. */
  long rebuilt(DSLContext database) {
    return database
        .select(PROJECTION.REBUILT)
        .from(PROJECTION)
        .where(PROJECTION.NAME.eq(projection.name()))
        .fetchSingle(row -> row.value1());
  }

  /**
   * Refuses rows of a later revision, which this version of the node would spoil.
   *
   * @throws EventStoreException {@code FATAL}
   */
  void refuseLater(Row row) {
    if (row.revision() > projection.revision()) {
      throw new EventStoreException(
          Kind.FATAL,
          "the projection %s is kept by a later version of the node, as its revision %d; this one makes %d"
              .formatted(projection.name(), row.revision(), projection.revision()));
    }
  }

  /** The rows are those of a rebuild now. */
  void replaced(DSLContext transaction, long position) {
    transaction
        .update(PROJECTION)
        .set(PROJECTION.POSITION, position)
        .set(PROJECTION.REBUILT, PROJECTION.REBUILT.plus(1))
        .where(PROJECTION.NAME.eq(projection.name()))
        .execute();
  }
}
