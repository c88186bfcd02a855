package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.schema.Tables.INTENT_INDEX;

import dev.fairlead.event.EventFilter;
import dev.fairlead.event.IntentStage;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.postgres.schema.tables.IntentIndex;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentEvent;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of the index of intents: one an intent, at the stage of its last event. What a
 * batch of events makes of an intent is written at once, so that a rebuild writes a life in one
 * row.
 */
final class IntentIndexProjection implements Projection {
  static final String NAME = "intent_index";

  private final String name;
  private final IntentIndex rows;

  /** The live one. */
  IntentIndexProjection() {
    this(NAME, INTENT_INDEX);
  }

  private IntentIndexProjection(String name, IntentIndex rows) {
    this.name = name;
    this.rows = rows;
  }

  @Override
  public Projection beside() {
    String table = Projection.beside(NAME);
    return new IntentIndexProjection(table, INTENT_INDEX.rename(table));
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
    return EventFilter.kind("intent");
  }

  @Override
  public Table<?> table() {
    return rows;
  }

  @Override
  public List<Field<?>> key() {
    return List.of(rows.INTENT);
  }

  @Override
  public void apply(List<RecordedEvent> events, DSLContext transaction) {
    Map<StreamId, IntentRow> changed = new LinkedHashMap<>();
    for (RecordedEvent recorded : events) {
      if (recorded.event() instanceof IntentEvent event) {
        changed.compute(recorded.stream(), (stream, row) -> after(row, recorded, event));
      }
    }
    List<IntentRow> begun = new ArrayList<>();
    List<IntentRow> moved = new ArrayList<>();
    changed.values().forEach(row -> (row.first() == null ? moved : begun).add(row));
    insert(begun, transaction);
    update(moved, transaction);
  }

  private static IntentRow after(
      @Nullable IntentRow row, RecordedEvent recorded, IntentEvent event) {
    return switch (event) {
      case IntentEvent.Accepted accepted ->
          IntentRow.begun(recorded, accepted.intent(), IntentStage.ACCEPTED);
      case IntentEvent.Refused refused ->
          IntentRow.begun(recorded, refused.intent(), IntentStage.REFUSED);
      case IntentEvent.Planned _ -> IntentRow.moved(row, recorded, IntentStage.PLANNED);
      case IntentEvent.Deferred _ -> IntentRow.moved(row, recorded, IntentStage.DEFERRED);
      case IntentEvent.Simulated _ -> IntentRow.moved(row, recorded, IntentStage.SIMULATED);
      case IntentEvent.Assigned _ -> IntentRow.moved(row, recorded, IntentStage.ASSIGNED);
      case IntentEvent.Signed _ -> IntentRow.moved(row, recorded, IntentStage.SIGNED);
      case IntentEvent.Submitted _ -> IntentRow.moved(row, recorded, IntentStage.SUBMITTED);
      case IntentEvent.Included _ -> IntentRow.moved(row, recorded, IntentStage.INCLUDED);
      case IntentEvent.Retracted _ -> IntentRow.moved(row, recorded, IntentStage.RETRACTED);
      case IntentEvent.CancelRequested _ -> IntentRow.moved(row, recorded, null);
      case IntentEvent.Settled _ -> IntentRow.moved(row, recorded, IntentStage.SETTLED);
      case IntentEvent.Failed _ -> IntentRow.moved(row, recorded, IntentStage.FAILED);
      case IntentEvent.Cancelled _ -> IntentRow.moved(row, recorded, IntentStage.CANCELLED);
      case IntentEvent.Expired _ -> IntentRow.moved(row, recorded, IntentStage.EXPIRED);
    };
  }

  private void insert(List<IntentRow> begun, DSLContext transaction) {
    if (begun.isEmpty()) {
      return;
    }
    BatchBindStep batch =
        transaction.batch(
            transaction
                .insertInto(
                    rows,
                    rows.INTENT,
                    rows.STRATEGY,
                    rows.TYPE,
                    rows.CHAIN,
                    rows.SELL,
                    rows.BUY,
                    rows.DEADLINE,
                    rows.STAGE,
                    rows.ENDED,
                    rows.VERSION,
                    rows.FIRST_POSITION,
                    rows.LAST_POSITION,
                    rows.FIRST_RECORDED_AT,
                    rows.LAST_RECORDED_AT)
                .values(
                    (UUID) null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null));
    for (IntentRow row : begun) {
      batch = bind(batch, row);
    }
    batch.execute();
  }

  /** In the order of the columns above. */
  private static BatchBindStep bind(BatchBindStep batch, IntentRow row) {
    Intent intent = Objects.requireNonNull(row.intent());
    IntentStage stage = Objects.requireNonNull(row.stage());
    RecordedEvent first = Objects.requireNonNull(row.first());
    return batch.bind(
        intent.id().value(),
        intent.strategy().value(),
        intent.type().name(),
        intent.trade().chain().value(),
        intent.trade().sell().address().toArray(),
        intent.trade().buy().address().toArray(),
        // Databases and drivers round what is finer than they keep, each its own way.
        intent
            .constraints()
            .window()
            .deadline()
            .truncatedTo(ChronoUnit.MICROS)
            .atOffset(ZoneOffset.UTC),
        stage.name(),
        stage.ended(),
        row.last().version(),
        first.position().value(),
        row.last().position().value(),
        at(first),
        at(row.last()));
  }

  private void update(List<IntentRow> moved, DSLContext transaction) {
    if (moved.isEmpty()) {
      return;
    }
    BatchBindStep batch =
        transaction.batch(
            transaction
                .update(rows)
                .set(rows.VERSION, (Long) null)
                .set(rows.LAST_POSITION, (Long) null)
                .set(rows.LAST_RECORDED_AT, (OffsetDateTime) null)
                .set(rows.STAGE, DSL.coalesce(DSL.val((String) null, rows.STAGE), rows.STAGE))
                .set(rows.ENDED, DSL.coalesce(DSL.val((Boolean) null, rows.ENDED), rows.ENDED))
                .where(rows.INTENT.eq((UUID) null)));
    for (IntentRow row : moved) {
      IntentStage stage = row.stage();
      batch =
          batch.bind(
              row.last().version(),
              row.last().position().value(),
              at(row.last()),
              stage == null ? null : stage.name(),
              stage == null ? null : stage.ended(),
              row.last().stream().intent().value());
    }
    int[] counts = batch.execute();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] != 1) {
        throw new IllegalStateException(
            "the life of " + moved.get(i).last().stream() + " does not begin with its acceptance");
      }
    }
  }

  private static OffsetDateTime at(RecordedEvent event) {
    return event.recordedAt().atOffset(ZoneOffset.UTC);
  }
}
