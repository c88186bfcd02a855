package dev.fairlead.chain;

import dev.fairlead.chain.endpoint.EndpointWatch;
import dev.fairlead.chain.window.ChainWindow;
import dev.fairlead.chain.window.WindowBlock;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.TxHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The verified chain: a window of hashes below the head, the newest blocks whole, and who listens.
 * One follower changes it; a change and its announcement to all feeds are one step under the lock.
 */
final class ChainView implements EndpointWatch.Known {
  private static final int WHOLE_BLOCKS = 32;

  /** Where transactions are is remembered for so many blocks below the head. */
  private static final int INDEXED_BLOCKS = ChainProfile.WINDOW;

  private final int depth;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final NavigableMap<Long, BlockRef> window = new TreeMap<>();

  /** Blocks that were in the chain, with the block that each stood on, the latest last. */
  private final Map<BlockRef, BlockRef> abandoned = new LinkedHashMap<>();

  private final Map<BlockHash, Block> whole = new LinkedHashMap<>();
  private final Map<TxHash, BlockRef> transactions = new HashMap<>();
  private final Map<BlockRef, List<TxHash>> content = new HashMap<>();
  private final List<LiveFeed> feeds = new ArrayList<>();
  private BlockRef finalized;
  private @Nullable BlockRef safe;

  /** Since when the tag that says what is final stands still; null while it moves. */
  private @Nullable Long stalledSince;

  private Optional<ChainUpdate.Halted> halted = Optional.empty();

  /** At most {@code depth} blocks below the head are kept. */
  ChainView(ChainWindow start, int depth) {
    this.depth = depth;
    this.finalized = start.finalized();
    start.abandoned().forEach(block -> abandoned.put(block.ref(), below(block)));
    start
        .blocks()
        .forEach(block -> {
          window.put(block.ref().number().value(), block.ref());
          abandoned.remove(block.ref());
        });
  }

  private static BlockRef below(WindowBlock block) {
    return new BlockRef(block.ref().number().back(1), block.parent());
  }

  @Override
  public BlockRef head() {
    return locked(() -> window.lastEntry().getValue());
  }

  @Override
  public BlockRef finalized() {
    return locked(() -> finalized);
  }

  FinalityLevels levels() {
    return locked(() -> {
      // What is final is safe, whatever was called safe before.
      Optional<BlockRef> held =
          Optional.ofNullable(safe)
              .map(ref -> ref.number().isAfter(finalized.number()) ? ref : finalized);
      Optional<Duration> stalled =
          Optional.ofNullable(stalledSince)
              .map(since -> Duration.ofNanos(System.nanoTime() - since));
      return new FinalityLevels(window.lastEntry().getValue(), held, finalized, stalled);
    });
  }

  /** Takes a block for safe if it is in the window; whether that changes anything. */
  boolean holdSafe(BlockRef ref) {
    return locked(() -> {
      boolean changes = ref.equals(window.get(ref.number().value())) && !ref.equals(safe);
      safe = changes ? ref : safe;
      return changes;
    });
  }

  /** The tag that says what is final stands still since then, or moves: null. */
  void stall(@Nullable Long since) {
    lock.lock();
    try {
      stalledSince = since;
    } finally {
      lock.unlock();
    }
  }

  Optional<ChainUpdate.Halted> halted() {
    return locked(() -> halted);
  }

  /** The lowest height that the window holds. */
  long bottom() {
    return locked(window::firstKey);
  }

  /** The block at a height of the window. */
  Optional<BlockRef> at(long number) {
    return locked(() -> Optional.ofNullable(window.get(number)));
  }

  /** The blocks above one of the window, from the lowest up. */
  List<BlockRef> above(BlockRef ref) {
    return locked(() -> List.copyOf(window.tailMap(ref.number().value(), false).values()));
  }

  boolean contains(BlockRef ref) {
    return at(ref.number().value()).filter(ref::equals).isPresent();
  }

  boolean contains(long number, BlockHash hash) {
    return number >= 0 && contains(new BlockRef(new BlockNumber(number), hash));
  }

  /** A block of the window that is still held whole. */
  Optional<Block> whole(BlockHash hash) {
    return locked(() -> Optional.ofNullable(whole.get(hash)));
  }

  /** What an abandoned block stood on, as long as that is remembered. */
  Optional<BlockRef> parentOfAbandoned(BlockRef ref) {
    return locked(() -> Optional.ofNullable(abandoned.get(ref)));
  }

  /** The block of the window that a transaction is in, if it came since the start. */
  Optional<BlockRef> placeOf(TxHash hash) {
    return locked(() -> Optional.ofNullable(transactions.get(hash)));
  }

  /** Holds the head whole. */
  void hold(Block head) {
    change(() -> {
      if (!window.lastEntry().getValue().equals(head.ref())) {
        throw new IllegalStateException("block " + head.ref() + " is not the head");
      }
      index(head);
      return Optional.empty();
    });
  }

  void extend(Block block) {
    change(() -> {
      BlockRef head = window.lastEntry().getValue();
      if (!block.parent().equals(head.hash())
          || block.ref().number().value() != head.number().value() + 1) {
        throw new IllegalStateException("block " + block.ref() + " is not on top of " + head);
      }
      put(block);
      return Optional.of(new ChainUpdate.Extended(block));
    });
  }

  /** Takes the head away. */
  void retract() {
    change(() -> {
      BlockRef head = window.lastEntry().getValue();
      if (head.number().compareTo(finalized.number()) <= 0 || window.size() == 1) {
        throw new IllegalStateException("block " + head + " can't be retracted");
      }
      drop(head);
      return Optional.of(new ChainUpdate.Retracted(head));
    });
  }

  /** Moves finality up; whatever is not above the last final block changes nothing. */
  boolean finalizeUpTo(BlockRef ref) {
    if (ref.number().compareTo(finalized().number()) <= 0) {
      return false;
    }
    change(() -> {
      finalized = ref;
      return Optional.of(new ChainUpdate.Finalized(ref));
    });
    return true;
  }

  void halt(String reason) {
    change(() -> {
      if (halted.isPresent()) {
        return Optional.empty();
      }
      halted = Optional.of(new ChainUpdate.Halted(reason));
      return Optional.of(halted.get());
    });
  }

  /** Registers a feed that begins with the current head; false if that is not held whole. */
  boolean follow(LiveFeed feed) {
    lock.lock();
    try {
      Block head = whole.get(window.lastEntry().getValue().hash());
      if (head == null) {
        return false;
      }
      feed.offer(new ChainUpdate.Extended(head));
      begin(feed);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Registers a feed whose reader is at {@code cursor}, if that is the head. */
  boolean followFrom(BlockRef cursor, LiveFeed feed) {
    lock.lock();
    try {
      boolean atHead = window.lastEntry().getValue().equals(cursor);
      if (atHead || halted.isPresent()) {
        begin(feed);
        return true;
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  void unfollow(LiveFeed feed) {
    lock.lock();
    try {
      feeds.remove(feed);
    } finally {
      lock.unlock();
    }
  }

  /** Ends all feeds: the chain is closed. */
  void close() {
    lock.lock();
    try {
      feeds.forEach(LiveFeed::cut);
      feeds.clear();
      halted = Optional.of(halted.orElseGet(() -> new ChainUpdate.Halted("the chain is closed")));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the head is another one than {@code seen}, or for {@code nanos}. */
  void awaitHeadOtherThan(BlockRef seen, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (window.lastEntry().getValue().equals(seen) && halted.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void begin(LiveFeed feed) {
    feed.offer(new ChainUpdate.Finalized(finalized));
    halted.ifPresent(feed::offer);
    feeds.add(feed);
  }

  private void put(Block block) {
    BlockRef ref = block.ref();
    window.put(ref.number().value(), ref);
    abandoned.remove(ref);
    index(block);
    while (window.size() > depth + 1) {
      window.pollFirstEntry();
    }
  }

  private void index(Block block) {
    BlockRef ref = block.ref();
    whole.put(ref.hash(), block);
    List<TxHash> hashes = block.receipts().stream().map(Receipt::hash).toList();
    hashes.forEach(hash -> transactions.put(hash, ref));
    content.put(ref, hashes);
    if (whole.size() > WHOLE_BLOCKS) {
      whole.remove(whole.keySet().iterator().next());
    }
    BlockRef old = window.get(ref.number().value() - INDEXED_BLOCKS);
    if (old != null) {
      forget(old);
    }
  }

  private void drop(BlockRef ref) {
    window.remove(ref.number().value());
    whole.remove(ref.hash());
    safe = ref.equals(safe) ? null : safe;
    forget(ref);
    BlockRef head = window.lastEntry().getValue();
    if (head.number().compareTo(finalized.number()) < 0) {
      throw new IllegalStateException("the window ends below the final block " + finalized);
    }
    abandoned.put(ref, head);
    if (abandoned.size() > ChainWindow.MOST_ABANDONED) {
      abandoned.remove(abandoned.keySet().iterator().next());
    }
  }

  /** A transaction may be in another block of a new branch by now. */
  private void forget(BlockRef ref) {
    List<TxHash> hashes = content.remove(ref);
    if (hashes != null) {
      hashes.forEach(hash -> transactions.remove(hash, ref));
    }
  }

  private void change(Supplier<Optional<? extends ChainUpdate>> step) {
    lock.lock();
    try {
      step.get().ifPresent(update -> feeds.removeIf(feed -> !feed.offer(update)));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }
}
