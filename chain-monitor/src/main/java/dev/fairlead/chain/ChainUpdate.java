package dev.fairlead.chain;

import dev.fairlead.model.BlockRef;

/** A step of a chain's verified view. */
public sealed interface ChainUpdate {
  /** {@code block} was put on top of the block before. */
  record Extended(Block block) implements ChainUpdate {}

  /** {@code block}, the top, is no longer in the chain. A reorg retracts newest first. */
  record Retracted(BlockRef block) implements ChainUpdate {}

  /** {@code block} and all below it will not be retracted, by the chain's finality rule. */
  record Finalized(BlockRef block) implements ChainUpdate {}

  /** The chain broke a promise that settlement rests on; nothing follows after this. */
  record Halted(String reason) implements ChainUpdate {}
}
