package dev.fairlead.event;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import java.time.Instant;

/**
 * One state of a node's market of one chain: at the end of {@code block}, from {@code seenAt} on.
 *
 * @param node whose market it is
 * @param seenAt strictly later than that of the node's sight of this chain before
 * @param whole it was kept with every pool, and not only with those that changed
 */
public record MarketSight(
    String node,
    ChainId chain,
    BlockRef block,
    Instant seenAt,
    LogPosition position,
    boolean whole) {}
