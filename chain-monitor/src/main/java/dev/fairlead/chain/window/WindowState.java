package dev.fairlead.chain.window;

import dev.fairlead.model.BlockRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the records of a window file add up to. */
final class WindowState {
  private final int depth;
  private final ArrayDeque<WindowBlock> blocks = new ArrayDeque<>();
  private final Map<BlockRef, WindowBlock> abandoned = new LinkedHashMap<>();
  private @Nullable BlockRef finalized;

  /** At most {@code depth} blocks below the head are kept. */
  WindowState(int depth) {
    this.depth = depth;
  }

  static WindowState of(ChainWindow window, int depth) {
    WindowState state = new WindowState(depth);
    state.records(window).forEach(state::apply);
    return state;
  }

  /**
   * Takes one more record.
   *
   * @throws IllegalArgumentException if it does not fit on what came before
   */
  void apply(WindowRecord record) {
    switch (record.kind()) {
      case EXTENDED -> extend(record.windowBlock());
      case RETRACTED -> retract(record.block());
      case ABANDONED -> abandon(record.windowBlock());
      case FINAL -> finalizeAt(record.block());
    }
  }

  /** Empty before the first block and the first final block. */
  Optional<ChainWindow> window() {
    return finalized == null || blocks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ChainWindow(List.copyOf(blocks), List.copyOf(abandoned.values()), finalized));
  }

  /** The shortest list of records that adds up to the same. */
  List<WindowRecord> records() {
    return window().map(this::records).orElse(List.of());
  }

  private List<WindowRecord> records(ChainWindow window) {
    List<WindowRecord> records = new ArrayList<>();
    window.abandoned().forEach(block -> records.add(WindowRecord.abandoned(block)));
    window.blocks().forEach(block -> records.add(WindowRecord.extended(block)));
    records.add(WindowRecord.finalized(window.finalized()));
    return records;
  }

  private void extend(WindowBlock block) {
    WindowBlock head = blocks.peekLast();
    boolean fits =
        head == null
            || (block.parent().equals(head.ref().hash())
                && block.ref().number().equals(head.ref().number().next()));
    require(fits, block.ref() + " is not on top of the block before");
    blocks.addLast(block);
    abandoned.remove(block.ref());
    if (blocks.size() > depth + 1) {
      blocks.removeFirst();
    }
  }

  private void retract(BlockRef block) {
    WindowBlock head = blocks.peekLast();
    require(head != null && head.ref().equals(block), block + " is retracted but not the head");
    abandon(blocks.removeLast());
  }

  private void abandon(WindowBlock block) {
    abandoned.put(block.ref(), block);
    if (abandoned.size() > ChainWindow.MOST_ABANDONED) {
      abandoned.remove(abandoned.keySet().iterator().next());
    }
  }

  private void finalizeAt(BlockRef block) {
    require(
        finalized == null || block.number().isAfter(finalized.number()),
        block + " is final after a higher one");
    finalized = block;
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
