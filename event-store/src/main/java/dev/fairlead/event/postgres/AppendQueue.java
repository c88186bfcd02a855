package dev.fairlead.event.postgres;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where appends wait for the appender; bounded. */
final class AppendQueue {
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition drained = lock.newCondition();
  private final Deque<PendingAppend> waiting = new ArrayDeque<>();
  private int wanted = 1;
  private boolean closed;

  AppendQueue(int capacity) {
    this.capacity = capacity;
  }

  /** How an offer ended. */
  enum Offer {
    TAKEN,
    FULL,
    CLOSED
  }

  /** Puts one at the end; waits for room, but not for ever. */
  Offer offer(PendingAppend pending, long patienceNanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patienceNanos;
      while (!closed && waiting.size() >= capacity) {
        if (left <= 0) {
          return Offer.FULL;
        }
        left = drained.awaitNanos(left);
      }
      if (closed) {
        return Offer.CLOSED;
      }
      waiting.addLast(pending);
      if (waiting.size() >= wanted) {
        filled.signal();
      }
      return Offer.TAKEN;
    } finally {
      lock.unlock();
    }
  }

  /** Takes all that wait; with {@code patient} it waits for one. Empty at the end. */
  List<PendingAppend> drain(boolean patient) {
    lock.lock();
    try {
      while (patient && waiting.isEmpty() && !closed) {
        filled.awaitUninterruptibly();
      }
      return all();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes all that wait, once those who were just answered have come again, or this time is over.
   */
  List<PendingAppend> drainGathered(int answered, long nanos) {
    lock.lock();
    try {
      wanted = Math.min(capacity, waiting.size() + answered);
      long left = nanos;
      while (waiting.size() < wanted && left > 0 && !closed) {
        left = filled.awaitNanos(left);
      }
      return all();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return all();
    } finally {
      wanted = 1;
      lock.unlock();
    }
  }

  private List<PendingAppend> all() {
    List<PendingAppend> all = new ArrayList<>(waiting);
    waiting.clear();
    drained.signalAll();
    return all;
  }

  /** Takes nothing in any more; what waits can still be drained. */
  void close() {
    lock.lock();
    try {
      closed = true;
      filled.signalAll();
      drained.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
