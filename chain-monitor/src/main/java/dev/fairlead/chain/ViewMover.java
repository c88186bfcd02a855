package dev.fairlead.chain;

import dev.fairlead.chain.endpoint.EndpointSet;
import dev.fairlead.model.BlockRef;
import java.time.Duration;
import java.util.List;

/** Moves a view from block to block and from branch to branch, and writes down each step first. */
final class ViewMover {
  private final ChainProfile profile;
  private final EndpointSet endpoints;
  private final BlockSource source;
  private final ChainView view;
  private final WindowJournal journal;
  private final ChainObserver observer;

  ViewMover(
      ChainProfile profile,
      EndpointSet endpoints,
      BlockSource source,
      ChainView view,
      WindowJournal journal,
      ChainObserver observer) {
    this.profile = profile;
    this.endpoints = endpoints;
    this.source = source;
    this.view = view;
    this.journal = journal;
    this.observer = observer;
  }

  /** Goes down to the last common block, then up to {@code target}. */
  void moveTo(Header target, long heardAt) throws HaltException {
    Branch branch = Branch.to(target, view, source);
    BlockRef ancestor = branch.ancestor();
    if (ancestor.number().compareTo(view.finalized().number()) < 0) {
      throw new HaltException(
          "a reorg from "
              + view.head()
              + " down to "
              + ancestor
              + " passes the final block "
              + view.finalized());
    }
    boolean retracted = false;
    BlockRef below = ancestor;
    while (target.ref().number().isAfter(below.number())) {
      List<Block> blocks = source.blocks(branch.above(below, BlockSource.CHUNK));
      if (!retracted) {
        retractTo(ancestor, target.ref());
        retracted = true;
      }
      for (Block block : blocks) {
        append(block, heardAt);
        below = block.ref();
      }
      // One vote for many: the blocks below the one that is voted on are linked to it by hash.
      confirm();
    }
  }

  void extend(Block block, long heardAt) {
    append(block, heardAt);
    confirm();
  }

  private void append(Block block, long heardAt) {
    observer.seen(profile.id(), block);
    journal.extended(block);
    view.extend(block);
    observer.extended(profile.id(), block.ref(), Duration.ofNanos(System.nanoTime() - heardAt));
  }

  private void confirm() {
    if (profile.finality() instanceof ChainProfile.Finality.Confirmations(int blocks)) {
      finalizeBelowHead(blocks);
    }
  }

  /** Moves finality up to the block that so many are above. */
  void finalizeBelowHead(int blocks) {
    view.at(view.head().number().value() - blocks).ifPresent(this::finalizeUpTo);
  }

  /**
   * Moves finality up to a block of the view, once as many endpoints as must have it; one that is
   * not above the last changes nothing.
   */
  void finalizeUpTo(BlockRef ref) {
    if (ref.number().isAfter(view.finalized().number()) && endpoints.agree(ref)) {
      journal.finalized(ref);
      view.finalizeUpTo(ref);
      observer.finalized(profile.id(), ref);
    }
  }

  private void retractTo(BlockRef ancestor, BlockRef head) {
    List<BlockRef> abandoned = view.above(ancestor);
    if (!abandoned.isEmpty()) {
      observer.reorganised(profile.id(), new Reorg(ancestor, abandoned, head));
    }
    for (BlockRef block : abandoned.reversed()) {
      journal.retracted(block);
      view.retract();
    }
  }
}
