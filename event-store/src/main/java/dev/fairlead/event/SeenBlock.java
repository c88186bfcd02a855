package dev.fairlead.event;

import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.LogPosition;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A block as it was first seen.
 *
 * @param minedAt by the block's own header
 * @param baseFee null once it is forgotten with the market
 * @param position where the log stood then: before anything followed from the block
 */
public record SeenBlock(
    ChainId chain,
    BlockRef block,
    BlockHash parent,
    Instant minedAt,
    @Nullable FeePerGas baseFee,
    Instant seenAt,
    LogPosition position,
    Optional<NextFees> next) {
  /** What the next block was expected to cost, when the node asked at this one. */
  public record NextFees(FeePerGas baseFee, FeePerGas priorityFee) {}
}
