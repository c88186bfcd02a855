package dev.fairlead.node.config;

import dev.fairlead.intent.RouterUse;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Wei;
import java.time.Duration;

/** How intents are worked; see the intent manager's README for what each figure does. */
public record ExecutionConfig(
    @Default("3") int maxHops,
    @Default("4") int maxLegs,
    @Default("0.05") Fraction maxPriceImpact,
    @Default("0.0005") Fraction exactOutHeadroom,
    @Default("0.5") Fraction gasMargin,
    @Default("3") int resendBlocks,
    @Default("2s") Duration marketPatience,
    @Default("500ms") Duration retryPause,
    @Default("when-cheaper") RouterUse venueRouters,
    @Default("10000000000000000") Wei coinReserve) {}
