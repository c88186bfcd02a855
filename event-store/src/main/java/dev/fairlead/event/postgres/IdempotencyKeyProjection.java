package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.schema.Tables.IDEMPOTENCY_KEY;

import dev.fairlead.event.Claim;
import dev.fairlead.event.EventFilter;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.postgres.schema.tables.IdempotencyKey;
import java.util.List;
import java.util.Set;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;

/** Makes the idempotency keys again from the events that were asked for under them. */
final class IdempotencyKeyProjection implements Projection {
  static final String NAME = "idempotency_key";

  private final String name;
  private final IdempotencyKey rows;

  /** Of the live table, which appends write themselves. */
  IdempotencyKeyProjection() {
    this(NAME, IDEMPOTENCY_KEY);
  }

  private IdempotencyKeyProjection(String name, IdempotencyKey rows) {
    this.name = name;
    this.rows = rows;
  }

  @Override
  public Projection beside() {
    String table = Projection.beside(NAME);
    return new IdempotencyKeyProjection(table, IDEMPOTENCY_KEY.rename(table));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long revision() {
    return 1;
  }

  @Override
  public EventFilter filter() {
    return EventFilter.kind("intent").ofTypes(Set.copyOf(ToldClaims.OF_KEYS));
  }

  @Override
  public Table<?> table() {
    return rows;
  }

  @Override
  public List<Field<?>> key() {
    return List.of(rows.PRINCIPAL, rows.KEY);
  }

  @Override
  public void apply(List<RecordedEvent> events, DSLContext transaction) {
    if (events.isEmpty()) {
      return;
    }
    BatchBindStep batch =
        transaction.batch(
            transaction
                .insertInto(
                    rows, rows.PRINCIPAL, rows.KEY, rows.REQUEST_HASH, rows.INTENT, rows.POSITION)
                .values((String) null, null, null, null, null));
    for (RecordedEvent event : events) {
      Claim.IdempotencyKey key =
          ToldClaims.of(event.event())
              .filter(Claim.IdempotencyKey.class::isInstance)
              .map(Claim.IdempotencyKey.class::cast)
              .orElseThrow(() ->
                  new IllegalStateException(
                      "event %s does not say who asked for %s"
                          .formatted(event.position(), event.stream())));
      batch =
          batch.bind(
              key.principal(),
              key.key(),
              key.requestHash().toArray(),
              key.intent().value(),
              event.position().value());
    }
    batch.execute();
  }
}
