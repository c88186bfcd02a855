package dev.fairlead.venue;

import dev.fairlead.chain.Chain;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import java.util.Optional;

/**
 * A market that was kept when a chain was followed before. It is only where following begins: its
 * block must be in the chain, and each block since is applied as any other.
 */
public interface KeptMarket {
  /** Nothing is kept. */
  KeptMarket NONE = Optional::empty;

  /** More blocks than these are not caught up with: to load everything is faster then. */
  int MOST_BEHIND = 3_600;

  /**
   * What was kept; empty where nothing was. Blocks.
   *
   * @throws VenueException when there is something that can't be used, with the reason
   */
  Optional<Market> read();

  /** The same, if the verified chain has its block, not too far below. */
  default Optional<Market> on(Chain chain) {
    Optional<Market> kept = read();
    kept.map(Market::block).ifPresent(block -> check(block, chain));
    return kept;
  }

  private static void check(BlockRef block, Chain chain) {
    BlockNumber head = chain.head().number();
    if (head.value() - block.number().value() > MOST_BEHIND) {
      throw new VenueException(
          VenueException.Kind.RETRYABLE,
          "it is of block %s, more than %d below the head %s"
              .formatted(block.number(), MOST_BEHIND, head));
    }
    if (chain.block(block).isEmpty()) {
      throw new VenueException(
          VenueException.Kind.RETRYABLE, "its block " + block + " is not in the chain");
    }
  }
}
