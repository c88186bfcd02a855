package dev.fairlead.model.intent;

/** What a strategy wants, complete and unambiguous: its funding asset and deadline are resolved. */
public record Intent(
    IntentId id, StrategyId strategy, IntentType type, Trade trade, Constraints constraints) {}
