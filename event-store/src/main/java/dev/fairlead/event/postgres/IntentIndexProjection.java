package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.schema.Tables.INTENT_INDEX;

import dev.fairlead.event.EventFilter;
import dev.fairlead.event.IntentStage;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentEvent;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Makes the rows of the index of intents: one an intent, at the stage of its last event. */
final class IntentIndexProjection implements Projection {
  static final String NAME = "intent_index";

  @Override
  public String name() {
    return NAME;
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
  public void clear(DSLContext transaction) {
    transaction.deleteFrom(INTENT_INDEX).execute();
  }

  @Override
  public void apply(List<RecordedEvent> events, DSLContext transaction) {
    for (RecordedEvent recorded : events) {
      if (recorded.event() instanceof IntentEvent event) {
        switch (event) {
          case IntentEvent.Accepted accepted ->
              insert(recorded, accepted.intent(), IntentStage.ACCEPTED, transaction);
          case IntentEvent.Refused refused ->
              insert(recorded, refused.intent(), IntentStage.REFUSED, transaction);
          case IntentEvent.Planned planned -> move(recorded, IntentStage.PLANNED, transaction);
          case IntentEvent.Deferred deferred -> move(recorded, IntentStage.DEFERRED, transaction);
          case IntentEvent.Simulated simulated ->
              move(recorded, IntentStage.SIMULATED, transaction);
          case IntentEvent.Assigned assigned -> move(recorded, IntentStage.ASSIGNED, transaction);
          case IntentEvent.Signed signed -> move(recorded, IntentStage.SIGNED, transaction);
          case IntentEvent.Submitted submitted ->
              move(recorded, IntentStage.SUBMITTED, transaction);
          case IntentEvent.Included included -> move(recorded, IntentStage.INCLUDED, transaction);
          case IntentEvent.Retracted retracted ->
              move(recorded, IntentStage.RETRACTED, transaction);
          case IntentEvent.CancelRequested requested -> touch(recorded, transaction);
          case IntentEvent.Settled settled -> move(recorded, IntentStage.SETTLED, transaction);
          case IntentEvent.Failed failed -> move(recorded, IntentStage.FAILED, transaction);
          case IntentEvent.Cancelled cancelled ->
              move(recorded, IntentStage.CANCELLED, transaction);
          case IntentEvent.Expired expired -> move(recorded, IntentStage.EXPIRED, transaction);
        }
      }
    }
  }

  private static void insert(
      RecordedEvent recorded, Intent intent, IntentStage stage, DSLContext transaction) {
    OffsetDateTime at = recorded.recordedAt().atOffset(ZoneOffset.UTC);
    transaction
        .insertInto(INTENT_INDEX)
        .set(INTENT_INDEX.INTENT, intent.id().value())
        .set(INTENT_INDEX.STRATEGY, intent.strategy().value())
        .set(INTENT_INDEX.TYPE, intent.type().name())
        .set(INTENT_INDEX.CHAIN, intent.trade().chain().value())
        .set(INTENT_INDEX.SELL, intent.trade().sell().address().toArray())
        .set(INTENT_INDEX.BUY, intent.trade().buy().address().toArray())
        .set(
            INTENT_INDEX.DEADLINE,
            intent.constraints().window().deadline().atOffset(ZoneOffset.UTC))
        .set(INTENT_INDEX.STAGE, stage.name())
        .set(INTENT_INDEX.ENDED, stage.ended())
        .set(INTENT_INDEX.VERSION, recorded.version())
        .set(INTENT_INDEX.FIRST_POSITION, recorded.position().value())
        .set(INTENT_INDEX.LAST_POSITION, recorded.position().value())
        .set(INTENT_INDEX.FIRST_RECORDED_AT, at)
        .set(INTENT_INDEX.LAST_RECORDED_AT, at)
        .execute();
  }

  private static void move(RecordedEvent recorded, IntentStage stage, DSLContext transaction) {
    update(recorded, Optional.of(stage), transaction);
  }

  /** An event that moves nothing, but happened. */
  private static void touch(RecordedEvent recorded, DSLContext transaction) {
    update(recorded, Optional.empty(), transaction);
  }

  private static void update(
      RecordedEvent recorded, Optional<IntentStage> stage, DSLContext transaction) {
    var update =
        transaction
            .update(INTENT_INDEX)
            .set(INTENT_INDEX.VERSION, recorded.version())
            .set(INTENT_INDEX.LAST_POSITION, recorded.position().value())
            .set(INTENT_INDEX.LAST_RECORDED_AT, recorded.recordedAt().atOffset(ZoneOffset.UTC));
    if (stage.isPresent()) {
      update =
          update
              .set(INTENT_INDEX.STAGE, stage.get().name())
              .set(INTENT_INDEX.ENDED, stage.get().ended());
    }
    int rows = update.where(INTENT_INDEX.INTENT.eq(recorded.stream().intent().value())).execute();
    if (rows != 1) {
      throw new IllegalStateException(
          "the life of " + recorded.stream() + " does not begin with its acceptance");
    }
  }
}
