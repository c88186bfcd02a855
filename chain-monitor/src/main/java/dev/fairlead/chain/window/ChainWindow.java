package dev.fairlead.chain.window;

import dev.fairlead.model.BlockRef;
import java.util.List;

/**
 * The newest part of a chain as it was seen.
 *
 * @param blocks from the lowest up, each on top of the one before; never empty
 * @param abandoned blocks that were in the chain and are no more, the latest last
 * @param finalized the last final block; it may be below the lowest of {@code blocks}
 */
public record ChainWindow(
    List<WindowBlock> blocks, List<WindowBlock> abandoned, BlockRef finalized) {
  /** How many abandoned blocks are remembered. */
  public static final int MOST_ABANDONED = 1_024;

  public ChainWindow {
    blocks = List.copyOf(blocks);
    abandoned = List.copyOf(abandoned);
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException("a window without blocks");
    }
    for (int i = 1; i < blocks.size(); i++) {
      if (!blocks.get(i).parent().equals(blocks.get(i - 1).ref().hash())) {
        throw new IllegalArgumentException(
            "block " + blocks.get(i).ref() + " is not on top of " + blocks.get(i - 1).ref());
      }
    }
  }

  public BlockRef head() {
    return blocks.getLast().ref();
  }

  /** The height of the lowest block. */
  public long bottom() {
    return blocks.getFirst().ref().number().value();
  }
}
