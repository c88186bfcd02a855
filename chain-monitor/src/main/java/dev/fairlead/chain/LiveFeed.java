package dev.fairlead.chain;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A bounded queue between the follower, which never waits, and one reader, which may be slow. */
final class LiveFeed {
  static final int CAPACITY = 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final ArrayDeque<ChainUpdate> queue = new ArrayDeque<>();
  private final Runnable onCut;
  private boolean cut;

  LiveFeed(Runnable onCut) {
    this.onCut = onCut;
  }

  /** False once the reader is too far behind: nothing follows any more. */
  boolean offer(ChainUpdate update) {
    lock.lock();
    try {
      if (cut || queue.size() >= CAPACITY) {
        if (!cut) {
          onCut.run();
        }
        cut = true;
        notEmpty.signalAll();
        return false;
      }
      queue.add(update);
      notEmpty.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  void cut() {
    lock.lock();
    try {
      cut = true;
      notEmpty.signalAll();
    } finally {
      lock.unlock();
    }
  }

  Optional<ChainUpdate> poll(Duration wait) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = wait.toNanos();
      while (queue.isEmpty()) {
        if (cut) {
          throw ChainException.retryable("this feed was closed, or its reader stayed behind");
        }
        if (left <= 0) {
          return Optional.empty();
        }
        left = notEmpty.awaitNanos(left);
      }
      return Optional.of(queue.remove());
    } finally {
      lock.unlock();
    }
  }
}
