package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.DatabaseFailure.reading;
import static dev.fairlead.event.postgres.schema.Tables.INTENT_INDEX;

import dev.fairlead.event.IntentIndex;
import dev.fairlead.event.IntentQuery;
import dev.fairlead.event.IntentStage;
import dev.fairlead.event.IntentSummary;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.IntentType;
import dev.fairlead.model.intent.StrategyId;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** The index of intents, read. */
final class PostgresIntentIndex implements IntentIndex {
  private final DSLContext database;
  private final ProjectionProgress progress;

  PostgresIntentIndex(DSLContext database, ProjectionProgress progress) {
    this.database = database;
    this.progress = progress;
  }

  @Override
  public List<IntentSummary> open() {
    return reading(
        "reading open intents",
        () ->
            database
                .selectFrom(INTENT_INDEX)
                .where(DSL.not(INTENT_INDEX.ENDED))
                .orderBy(INTENT_INDEX.FIRST_POSITION)
                .fetch(PostgresIntentIndex::summary));
  }

  @Override
  public Optional<IntentSummary> find(IntentId intent) {
    return reading(
        "reading intent " + intent,
        () ->
            database
                .selectFrom(INTENT_INDEX)
                .where(INTENT_INDEX.INTENT.eq(intent.value()))
                .fetchOptional(PostgresIntentIndex::summary));
  }

  @Override
  public List<IntentSummary> list(IntentQuery query) {
    Condition wanted = DSL.noCondition();
    if (!query.strategies().isEmpty()) {
      wanted =
          wanted.and(
              INTENT_INDEX.STRATEGY.in(
                  query.strategies().stream().map(StrategyId::value).toList()));
    }
    if (!query.stages().isEmpty()) {
      wanted = wanted.and(INTENT_INDEX.STAGE.in(query.stages().stream().map(Enum::name).toList()));
    }
    LogPosition before = query.before();
    if (before != null) {
      wanted = wanted.and(INTENT_INDEX.FIRST_POSITION.lt(before.value()));
    }
    Condition condition = wanted;
    return reading(
        "listing intents",
        () ->
            database
                .selectFrom(INTENT_INDEX)
                .where(condition)
                .orderBy(INTENT_INDEX.FIRST_POSITION.desc())
                .limit(query.limit())
                .fetch(PostgresIntentIndex::summary));
  }

  @Override
  public Map<IntentStage, Long> count() {
    return reading(
        "counting intents",
        () -> {
          Map<IntentStage, Long> counts = new EnumMap<>(IntentStage.class);
          database
              .select(INTENT_INDEX.STAGE, DSL.count())
              .from(INTENT_INDEX)
              .groupBy(INTENT_INDEX.STAGE)
              .forEach(
                  row -> counts.put(IntentStage.valueOf(row.value1()), row.value2().longValue()));
          return counts;
        });
  }

  @Override
  public LogPosition position() {
    return new LogPosition(progress.position());
  }

  @Override
  public void catchUp(LogPosition position, Duration patience) throws InterruptedException {
    progress.await(position, patience);
  }

  private static IntentSummary summary(Record row) {
    return new IntentSummary(
        new IntentId(row.get(INTENT_INDEX.INTENT)),
        new StrategyId(row.get(INTENT_INDEX.STRATEGY)),
        IntentType.valueOf(row.get(INTENT_INDEX.TYPE)),
        new ChainId(row.get(INTENT_INDEX.CHAIN)),
        Address.of(row.get(INTENT_INDEX.SELL)),
        Address.of(row.get(INTENT_INDEX.BUY)),
        row.get(INTENT_INDEX.DEADLINE).toInstant(),
        IntentStage.valueOf(row.get(INTENT_INDEX.STAGE)),
        row.get(INTENT_INDEX.VERSION),
        row.get(INTENT_INDEX.FIRST_RECORDED_AT).toInstant(),
        row.get(INTENT_INDEX.LAST_RECORDED_AT).toInstant(),
        new LogPosition(row.get(INTENT_INDEX.FIRST_POSITION)),
        new LogPosition(row.get(INTENT_INDEX.LAST_POSITION)));
  }
}
