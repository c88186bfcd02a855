package dev.fairlead.chain.window;

import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockRef;

/** A block that was seen, and the block that it stands on. */
public record WindowBlock(BlockRef ref, BlockHash parent) {}
