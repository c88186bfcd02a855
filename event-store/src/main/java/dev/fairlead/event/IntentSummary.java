package dev.fairlead.event;

import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.IntentType;
import dev.fairlead.model.intent.StrategyId;
import java.time.Instant;

/** One intent at a glance: a row of the {@link IntentIndex}. */
public record IntentSummary(
    IntentId id,
    StrategyId strategy,
    IntentType type,
    ChainId chain,
    Address sell,
    Address buy,
    Instant deadline,
    IntentStage stage,
    long version,
    Instant firstRecordedAt,
    Instant lastRecordedAt,
    LogPosition first,
    LogPosition last) {}
