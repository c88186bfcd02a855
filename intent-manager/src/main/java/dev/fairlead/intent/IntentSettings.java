package dev.fairlead.intent;

/** What is configured about intents. */
public record IntentSettings(
    TokenBook tokens, Strategies strategies, RiskPolicy risk, ExecutionPolicy execution) {}
