package dev.fairlead.chain;

import dev.fairlead.model.BlockRef;
import java.util.List;

/**
 * A chain turned to another branch.
 *
 * @param ancestor the last block that both branches have
 * @param abandoned the blocks above it that are in the chain no more, from the lowest up; never
 *     empty
 * @param head the newest block of the branch that took their place
 */
public record Reorg(BlockRef ancestor, List<BlockRef> abandoned, BlockRef head) {
  public Reorg {
    abandoned = List.copyOf(abandoned);
    if (abandoned.isEmpty()) {
      throw new IllegalArgumentException("a reorg abandons blocks");
    }
  }

  public int depth() {
    return abandoned.size();
  }
}
