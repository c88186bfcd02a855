package dev.fairlead.chain.rpc;

import dev.fairlead.model.BlockHash;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest announcement that nobody has looked at yet. Older ones are forgotten: whoever follows
 * the newest head finds all blocks below it. Safe for use by many threads.
 */
public final class HeadHints {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean woken;
  private Optional<BlockHash> newest = Optional.empty();
  private long heardAt;

  /**
   * A reason to look at the chain.
   *
   * @param head the announced head, if any was
   * @param heardAt when, in {@link System#nanoTime}
   */
  public record Hint(Optional<BlockHash> head, long heardAt) {}

  public void announce(BlockHash head) {
    signal(Optional.of(head));
  }

  /** Something may have changed, though nobody says what. */
  public void wake() {
    signal(Optional.empty());
  }

  /** Waits for something new, at most for {@code wait}; after it, a hint without a head. */
  public Hint await(Duration wait) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = wait.toNanos();
      while (!woken && left > 0) {
        left = changed.awaitNanos(left);
      }
      Hint hint = new Hint(newest, woken ? heardAt : System.nanoTime());
      woken = false;
      newest = Optional.empty();
      return hint;
    } finally {
      lock.unlock();
    }
  }

  private void signal(Optional<BlockHash> head) {
    lock.lock();
    try {
      if (!woken || newest.isEmpty()) {
        heardAt = System.nanoTime();
      }
      woken = true;
      if (head.isPresent()) {
        newest = head;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
