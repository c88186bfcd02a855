package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.schema.Tables.INTENT_INDEX;

import dev.fairlead.event.EventFilter;
import dev.fairlead.event.IntentStage;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.postgres.schema.tables.IntentIndex;
import dev.fairlead.model.intent.IntentEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
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

  /** Rows lie in the order of their beginnings, so that two tables are gone over side by side. */
  @Override
  public List<Field<?>> key() {
    return List.of(rows.FIRST_POSITION);
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
    transaction.connection(connection -> {
      IndexWriter writer = new IndexWriter(connection, rows.getName());
      writer.insert(begun);
      writer.update(moved);
    });
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
      case IntentEvent.PlanBounded _, IntentEvent.CancelRequested _ ->
          IntentRow.moved(row, recorded, null);
      case IntentEvent.Settled _ -> IntentRow.moved(row, recorded, IntentStage.SETTLED);
      case IntentEvent.Failed _ -> IntentRow.moved(row, recorded, IntentStage.FAILED);
      case IntentEvent.Cancelled _ -> IntentRow.moved(row, recorded, IntentStage.CANCELLED);
      case IntentEvent.Expired _ -> IntentRow.moved(row, recorded, IntentStage.EXPIRED);
    };
  }
}
