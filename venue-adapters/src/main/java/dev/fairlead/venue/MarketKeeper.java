package dev.fairlead.venue;

import dev.fairlead.chain.Block;
import dev.fairlead.chain.BlockFeed;
import dev.fairlead.chain.Chain;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainUpdate;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.intent.PoolId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one chain's market in step with its blocks: the single writer of that market.
 *
 * <p>Readers of the newest snapshot are never blocked. A retracted block is undone by going back to
 * the snapshot before it; when that is no longer kept, everything is read anew. When the chain
 * can't be followed, the snapshot stays where it is, {@link #trouble} says why, and following is
 * tried again.
 */
public final class MarketKeeper implements AutoCloseable {
  /** How often the chain is asked for the block of a kept market before it is passed over. */
  private static final int MOST_LOOKS = 20;

  private static final Duration RETRY = Duration.ofMillis(500);

  private final Chain chain;
  private final MarketWriter writer;
  private final MarketObserver observer;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Snapshots history = new Snapshots();
  private final ShownMarket shown = new ShownMarket();
  private final KeptMarket kept;
  private volatile @Nullable String trouble;

  /** What is caught up with, until it is; only touched by the writer's thread. */
  private @Nullable CatchUp catchUp;

  private volatile @Nullable BlockRef takenUp;
  private volatile boolean keepable;
  private final Queue<PoolId> doubted = new ConcurrentLinkedQueue<>();

  /** From a kept market up to a height. */
  private record CatchUp(BlockRef from, BlockNumber to, long start) {}

  private MarketKeeper(
      Chain chain, List<VenueAdapter> adapters, KeptMarket kept, MarketObserver observer) {
    this.chain = chain;
    this.writer = new MarketWriter(chain, adapters, observer);
    this.kept = kept;
    this.observer = observer;
    this.thread = Thread.ofVirtual().name("market-" + chain.id()).unstarted(this::run);
  }

  /** Starts to load and to follow; returns at once. The chain is not closed with the keeper. */
  public static MarketKeeper start(
      Chain chain, List<VenueAdapter> adapters, MarketObserver observer) {
    return start(chain, adapters, KeptMarket.NONE, observer);
  }

  /** The same, from a market that was kept, as far as that is of use. */
  public static MarketKeeper start(
      Chain chain, List<VenueAdapter> adapters, KeptMarket kept, MarketObserver observer) {
    MarketKeeper keeper = new MarketKeeper(chain, adapters, kept, observer);
    keeper.thread.start();
    return keeper;
  }

  /** The newest snapshot; empty until it is loaded, at the start or after a deep reorg. */
  public Optional<Market> market() {
    return Optional.ofNullable(shown.screened());
  }

  /** The newest snapshot with nothing excluded: what pools would say. Not to be traded on. */
  public Optional<Market> wholeMarket() {
    return Optional.ofNullable(shown.whole());
  }

  /**
   * The oldest snapshot that blocks can still be undone to, with nothing excluded: the one to keep
   * for the next start, as it is the least likely to be undone itself. None while pools are
   * announced that are not read yet: nothing would announce them again.
   */
  public Optional<Market> keepable() {
    return keepable ? history.oldest() : Optional.empty();
  }

  /** The block of the kept market that this one came from; empty where all was loaded. */
  public Optional<BlockRef> takenUp() {
    return Optional.ofNullable(takenUp);
  }

  /**
   * Has pools read from the chain with the next block. For who sees that their state is wrong. For
   * any thread.
   */
  public void readAgain(Collection<PoolId> pools) {
    doubted.addAll(pools);
    observer.corrected(chain.id(), pools);
  }

  /** What of the market is excluded now for this cause. */
  public Exclusions exclusions(Exclusions.Cause cause) {
    return shown.exclusions(cause);
  }

  /** Changes what is excluded for a cause, in the newest snapshot at once. For any thread. */
  public void exclude(Exclusions.Cause cause, UnaryOperator<Exclusions> change) {
    shown.exclude(cause, change);
  }

  /** Why the market does not follow the chain now, if it does not. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /**
   * Waits until the market stands at this height or above, at most for {@code wait}.
   *
   * @throws VenueException retryable, when it does not get there in time
   */
  public Market await(BlockNumber height, Duration wait) throws InterruptedException {
    return shown
        .await(height, isClosed() ? Duration.ZERO : wait)
        .orElseThrow(() ->
            new VenueException(
                VenueException.Kind.RETRYABLE,
                "the market of chain %s is %s, not at %s%s"
                    .formatted(
                        chain.id(),
                        market()
                            .map(now -> "at block " + now.block().number())
                            .orElse("not loaded"),
                        height,
                        trouble().map(why -> ": " + why).orElse(""))));
  }

  /** Stops following and waits for the writer's end. The last snapshot stays readable. */
  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosed() {
    return closing.getCount() == 0;
  }

  private void run() {
    takeUpOrSay();
    while (!isClosed()) {
      try (BlockFeed feed = open()) {
        while (!isClosed()) {
          if (!advance(feed.take())) {
            return;
          }
        }
      } catch (ChainException e) {
        interrupted(String.valueOf(e.getMessage()));
        if (e.kind() == ChainException.Kind.FATAL || !pause()) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Whatever is wrong with what was kept: it costs a load, and nothing else. */
  private void takeUpOrSay() {
    for (int tries = 1; ; tries++) {
      try {
        kept.on(chain).ifPresent(this::takeUp);
        return;
      } catch (VenueException e) {
        passOver(String.valueOf(e.getMessage()));
        return;
      } catch (ChainException e) {
        if (e.kind() == ChainException.Kind.FATAL || tries == MOST_LOOKS || !asksAgain(e)) {
          passOver(String.valueOf(e.getMessage()));
          return;
        }
      }
    }
  }

  private void takeUp(Market last) {
    long start = System.nanoTime();
    BlockRef head = chain.head();
    writer.takeUp(last);
    if (head.equals(last.block())) {
      arrive(head, writer.settled(last), start);
    } else {
      keepable = false;
      history.add(last);
      catchUp = new CatchUp(last.block(), head.number(), start);
    }
  }

  private void arrive(BlockRef from, Market at, long start) {
    catchUp = null;
    takenUp = from;
    publish(at);
    observer.takenUp(chain.id(), from, at, Duration.ofNanos(System.nanoTime() - start));
  }

  private void passOver(String reason) {
    history.clear();
    catchUp = null;
    observer.passedOver(chain.id(), reason);
  }

  private BlockFeed open() {
    return history.newest() == null ? chain.follow() : chain.resume(history.blocks());
  }

  /** Whether to go on. */
  private boolean advance(ChainUpdate update) {
    switch (update) {
      case ChainUpdate.Extended(Block block) -> extend(block);
      case ChainUpdate.Retracted(BlockRef block) -> retract(block);
      case ChainUpdate.Finalized(BlockRef block) -> history.forgetBefore(block.number());
      case ChainUpdate.Halted(String reason) -> {
        if (catchUp != null) {
          passOver(reason);
          throw ChainException.retryable(reason);
        }
        interrupted(reason);
        return false;
      }
    }
    return true;
  }

  private void extend(Block block) {
    long start = System.nanoTime();
    Market before = history.newest();
    if (before == null || !before.block().hash().equals(block.parent())) {
      if (before != null && before.block().equals(block.ref())) {
        return;
      }
      history.clear();
      catchUp = null;
      takenUp = null;
      Market loaded =
          writer.load(block.ref(), failure -> asksAgain(failure) && mayHave(block.ref()));
      publish(loaded);
      observer.loaded(chain.id(), loaded, Duration.ofNanos(System.nanoTime() - start));
      return;
    }
    if (catchUp != null) {
      catchUp(catchUp, before, block);
      return;
    }
    for (PoolId id = doubted.poll(); id != null; id = doubted.poll()) {
      writer.doubt(id);
      // Snapshots that have it wrong can't be gone back to.
      history.clear();
    }
    boolean owed = writer.owesNewPools();
    Market next = writer.apply(before, block);
    if (owed && !writer.owesNewPools()) {
      // As when catching up: snapshots without the new pools can't be gone back to.
      history.clear();
    }
    publish(next);
    observer.published(
        chain.id(),
        next,
        next.changedSince(before).length,
        Duration.ofNanos(System.nanoTime() - start));
  }

  /** Only the last block's market is shown, and only there what logs leave unclear is read. */
  private void catchUp(CatchUp way, Market before, Block block) {
    if (way.to().isAfter(block.ref().number())) {
      history.add(writer.applyLogs(before, block));
      observer.catchingUp(chain.id(), block.ref().number(), way.to());
      return;
    }
    if (writer.owesNewPools()) {
      // Snapshots without them can't be gone back to: nothing would announce them again.
      history.clear();
    }
    arrive(way.from(), writer.apply(before, block), way.start());
  }

  private void retract(BlockRef block) {
    Market current = history.newest();
    if (current == null || !current.block().equals(block)) {
      return;
    }
    history.removeNewest();
    Market before = history.newest();
    if (before == null) {
      shown.show(null);
      return;
    }
    writer.undo(current, before);
    if (catchUp == null) {
      shown.show(before);
      observer.undone(chain.id(), before);
    }
  }

  private void publish(Market next) {
    history.add(next);
    keepable = !writer.owesNewPools();
    trouble = null;
    shown.show(next);
  }

  private void interrupted(String reason) {
    trouble = reason;
    observer.interrupted(chain.id(), reason);
  }

  private boolean asksAgain(ChainException failure) {
    interrupted(String.valueOf(failure.getMessage()));
    return pause();
  }

  /** A block that has left the chain is never answered for. */
  private boolean mayHave(BlockRef block) {
    try {
      return chain.block(block).isPresent();
    } catch (ChainException e) {
      return true;
    }
  }

  /** Waits before the next try; whether to go on. */
  private boolean pause() {
    try {
      return !closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
