package dev.fairlead.chain;

import dev.fairlead.model.BlockRef;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * A reader's feed: first it catches up from what the reader knows, block by block in the reader's
 * own thread, then it is live.
 *
 * <p>While catching up, {@code known} holds what the reader has, newest last. Each step looks at
 * its last block alone: either it is not in the chain and is retracted, or the blocks above it
 * follow. So a reorg in the middle of catching up needs no special case.
 */
final class Feed implements BlockFeed {
  private static final Duration STEP = Duration.ofSeconds(1);

  private final ChainProfile profile;
  private final ChainView view;
  private final BlockSource source;
  private final ChainObserver observer;
  private final LiveFeed queue;
  private final ArrayDeque<BlockRef> known = new ArrayDeque<>();
  private final ArrayDeque<ChainUpdate> ready = new ArrayDeque<>();
  private boolean live;

  private Feed(ChainProfile profile, ChainView view, BlockSource source, ChainObserver observer) {
    this.profile = profile;
    this.view = view;
    this.source = source;
    this.observer = observer;
    this.queue = new LiveFeed(() -> observer.feedCut(profile.id()));
  }

  static Feed follow(
      ChainProfile profile, ChainView view, BlockSource source, ChainObserver observer) {
    Feed feed = new Feed(profile, view, source, observer);
    feed.live = view.follow(feed.queue);
    if (!feed.live) {
      // In the middle of a deep reorg: begin below the head and catch up to it.
      feed.known.add(view.at(view.head().number().value() - 1).orElseGet(view::head));
    }
    return feed;
  }

  static Feed resume(
      ChainProfile profile,
      ChainView view,
      BlockSource source,
      List<BlockRef> known,
      ChainObserver observer) {
    if (known.isEmpty()) {
      return follow(profile, view, source, observer);
    }
    for (int i = 1; i < known.size(); i++) {
      if (known.get(i).number().compareTo(known.get(i - 1).number()) <= 0) {
        throw new IllegalArgumentException("known blocks must be in ascending order");
      }
    }
    Feed feed = new Feed(profile, view, source, observer);
    feed.known.addAll(known);
    return feed;
  }

  @Override
  public ChainUpdate take() throws InterruptedException {
    while (true) {
      Optional<ChainUpdate> update = poll(STEP);
      if (update.isPresent()) {
        return update.get();
      }
    }
  }

  @Override
  public Optional<ChainUpdate> poll(Duration wait) throws InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    while (!live && ready.isEmpty()) {
      BlockRef head = view.head();
      if (!tryToCatchUp(head)) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return Optional.empty();
        }
        view.awaitHeadOtherThan(head, left);
      }
    }
    if (!ready.isEmpty()) {
      return Optional.of(ready.remove());
    }
    return queue.poll(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
  }

  @Override
  public void close() {
    view.unfollow(queue);
    queue.cut();
  }

  /** What the endpoint can't answer now is asked again, as the follower does. */
  private boolean tryToCatchUp(BlockRef head) {
    try {
      return catchUp(head);
    } catch (ChainException e) {
      if (e.kind() == ChainException.Kind.FATAL) {
        throw e;
      }
      observer.mistrusted(profile.id(), String.valueOf(e.getMessage()));
      return false;
    }
  }

  /** One step; false if nothing can be said before the chain's head moves. */
  private boolean catchUp(BlockRef head) {
    BlockRef cursor = known.getLast();
    if (view.followFrom(cursor, queue)) {
      live = true;
      return true;
    }
    if (cursor.number().isAfter(head.number())) {
      if (view.parentOfAbandoned(cursor).isEmpty() && !competes(head)) {
        return false;
      }
      retract(cursor);
    } else if (isCanonical(cursor)) {
      extend(cursor, head);
    } else {
      retract(cursor);
    }
    return true;
  }

  /** Whether the reader knows another block at the head's height: then what it has is abandoned. */
  private boolean competes(BlockRef head) {
    return known.stream().anyMatch(ref -> ref.number().equals(head.number()) && !ref.equals(head));
  }

  private boolean isCanonical(BlockRef ref) {
    if (ref.number().value() >= view.bottom()) {
      return view.contains(ref);
    }
    return source
        .header(ref.number())
        .orElseThrow(() -> ChainException.retryable("block " + ref.number() + " is missing"))
        .ref()
        .equals(ref);
  }

  private void retract(BlockRef cursor) {
    known.removeLast();
    ready.add(new ChainUpdate.Retracted(cursor));
    view.parentOfAbandoned(cursor).filter(this::isNewToReader).ifPresent(known::addLast);
    if (known.isEmpty()) {
      ready.add(
          new ChainUpdate.Halted(
              "none of the known blocks is in the chain; the lowest was " + cursor));
      queue.cut();
      live = true;
    }
  }

  /** The chain may remember blocks of a branch that the reader no longer names. */
  private boolean isNewToReader(BlockRef parent) {
    return known.isEmpty() || parent.number().isAfter(known.getLast().number());
  }

  private void extend(BlockRef cursor, BlockRef head) {
    long from = cursor.number().value() + 1;
    int count = (int) Math.min(BlockSource.CHUNK, head.number().value() - cursor.number().value());
    BlockRef below = cursor;
    for (Block block : blocks(from, count)) {
      if (!block.parent().equals(below.hash()) || isForeign(block.ref())) {
        break;
      }
      ready.add(new ChainUpdate.Extended(block));
      known.add(block.ref());
      below = block.ref();
    }
    while (known.size() > profile.window() + BlockSource.CHUNK) {
      known.removeFirst();
    }
    if (below.equals(cursor)) {
      throw ChainException.retryable(
          "the blocks above " + cursor + " changed while they were read");
    }
  }

  /**
   * A block that the endpoint has in the place of the view's. If the view never takes it, nobody
   * remembers how to come down from it.
   */
  private boolean isForeign(BlockRef ref) {
    return ref.number().value() >= view.bottom() && !view.contains(ref);
  }

  private List<Block> blocks(long from, int count) {
    Optional<Block> held = view.at(from).flatMap(ref -> view.whole(ref.hash()));
    if (held.isPresent()) {
      return List.of(held.get());
    }
    return source.blocks(source.headers(from, count));
  }
}
