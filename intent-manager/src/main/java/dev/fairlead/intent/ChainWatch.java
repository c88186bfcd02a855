package dev.fairlead.intent;

import dev.fairlead.chain.Block;
import dev.fairlead.chain.BlockFeed;
import dev.fairlead.chain.Chain;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainUpdate;
import dev.fairlead.chain.Receipt;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows one chain for all intents on it: one thread keeps the {@link ChainPicture} and rings
 * whoever listens after each change of it.
 */
final class ChainWatch implements AutoCloseable {
  private static final Duration RETRY = Duration.ofMillis(200);

  private final Chain chain;
  private final Set<Address> accounts;
  private final BiConsumer<Address, BlockRef> onOwnTransaction;
  private final Set<Bell> listeners = ConcurrentHashMap.newKeySet();
  private final CountDownLatch first = new CountDownLatch(1);
  private final Bell pauses = new Bell();
  private final Thread thread;
  private volatile @Nullable ChainPicture picture;
  private volatile boolean closed;

  private ChainWatch(
      Chain chain,
      Set<Address> accounts,
      BiConsumer<Address, BlockRef> onOwnTransaction,
      ThreadFactory threads) {
    this.chain = chain;
    this.accounts = Set.copyOf(accounts);
    this.onOwnTransaction = onOwnTransaction;
    this.thread = threads.newThread(this::run);
  }

  /** Starts to follow; {@code onOwnTransaction} hears of each account that was seen in a block. */
  static ChainWatch start(
      Chain chain,
      Set<Address> accounts,
      BiConsumer<Address, BlockRef> onOwnTransaction,
      ThreadFactory threads) {
    ChainWatch watch = new ChainWatch(chain, accounts, onOwnTransaction, threads);
    watch.thread.start();
    return watch;
  }

  /**
   * The chain as it is seen now; waits for the first sight of it.
   *
   * @throws ChainException if there will be none
   */
  ChainPicture picture() throws InterruptedException {
    first.await();
    ChainPicture now = picture;
    if (now == null) {
      throw ChainException.fatal("chain " + chain.id() + " can't be followed");
    }
    return now;
  }

  void listen(Bell bell) {
    listeners.add(bell);
  }

  void unlisten(Bell bell) {
    listeners.remove(bell);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    Threads.join(thread);
  }

  private void run() {
    try {
      follow();
    } finally {
      first.countDown();
    }
  }

  private void follow() {
    while (!closed) {
      try (BlockFeed feed = open()) {
        while (!closed) {
          ChainUpdate update = feed.take();
          ChainPicture next = apply(update);
          show(next);
          announceOwn(update);
          if (next.halted() != null) {
            return;
          }
        }
      } catch (ChainException e) {
        if (e.kind() == ChainException.Kind.FATAL) {
          halt(String.valueOf(e.getMessage()));
          return;
        }
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private BlockFeed open() {
    ChainPicture known = picture;
    if (known == null) {
      return chain.follow();
    }
    List<BlockRef> blocks = known.blocks().values().stream().map(ChainPicture.Seen::ref).toList();
    return chain.resume(blocks);
  }

  private ChainPicture apply(ChainUpdate update) {
    ChainPicture before = picture;
    return switch (update) {
      case ChainUpdate.Extended extended ->
          before == null
              ? ChainPicture.of(extended.block(), chain.finalized(), accounts)
              : before.extended(extended.block(), accounts);
      case ChainUpdate.Retracted retracted -> begun(before).retracted(retracted.block());
      case ChainUpdate.Finalized settled -> begun(before).finalizedAt(settled.block());
      case ChainUpdate.Halted halted -> begun(before).halted(halted.reason());
    };
  }

  /** After the picture is shown, so that who hears of it reads the chain at that block or later. */
  private void announceOwn(ChainUpdate update) {
    if (update instanceof ChainUpdate.Extended(Block block)) {
      block.receipts().stream()
          .map(Receipt::from)
          .filter(accounts::contains)
          .distinct()
          .forEach(account -> onOwnTransaction.accept(account, block.ref()));
    }
  }

  private static ChainPicture begun(@Nullable ChainPicture before) {
    if (before == null) {
      throw ChainException.retryable("a chain's first update is not its head");
    }
    return before;
  }

  private void halt(String reason) {
    ChainPicture before = picture;
    if (before != null) {
      show(before.halted(reason));
    }
  }

  private void show(ChainPicture next) {
    picture = next;
    first.countDown();
    listeners.forEach(Bell::ring);
  }

  private void pause() {
    try {
      pauses.pause(RETRY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }
}
