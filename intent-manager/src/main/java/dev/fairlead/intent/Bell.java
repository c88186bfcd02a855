package dev.fairlead.intent;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes one waiting thread. Rings that come while it is awake are kept as one, so nothing is
 * missed: who wakes up looks at everything that may have changed.
 */
final class Bell {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rang = lock.newCondition();
  private boolean ringing;

  void ring() {
    lock.lock();
    try {
      ringing = true;
      rang.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a ring, at most for {@code patience}. */
  void await(Duration patience) throws InterruptedException {
    long left = nanos(patience);
    lock.lockInterruptibly();
    try {
      while (!ringing && left > 0) {
        left = rang.awaitNanos(left);
      }
      ringing = false;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for {@code time}; a ring neither ends it nor gets lost. */
  void pause(Duration time) throws InterruptedException {
    long left = nanos(time);
    lock.lockInterruptibly();
    try {
      while (left > 0) {
        left = rang.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private static long nanos(Duration time) {
    return TimeUnit.NANOSECONDS.convert(time);
  }
}
