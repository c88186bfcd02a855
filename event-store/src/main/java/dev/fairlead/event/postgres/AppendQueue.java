package dev.fairlead.event.postgres;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where appends wait to be taken into a commit; bounded. One commit at a time is prepared, while
 * the one before it may be with the database.
 */
final class AppendQueue {
  /**
   * From so many callers on one half of them goes into one commit and one half into the next. For
   * fewer, what a commit costs by itself is more than what is won by working at two.
   */
  static final int SPLIT = 64;

  /** For fewer callers than this the database is not kept waiting. */
  private static final int MANY = 4;

  /** The share of a commit's time that the next one waits for more, but never long. */
  private static final int GATHERING = 8;

  /**
   * The same where all who were waited for came the last time. A few that come too late make two
   * commits of what should be one, and everybody waits for both.
   */
  private static final int GATHERING_ALL = 3;

  private static final long MOST_GATHERING_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition turn = lock.newCondition();
  private final Condition gathered = lock.newCondition();
  private final Deque<PendingAppend> waiting = new ArrayDeque<>();

  /** How many appends each commit took that is with the database, or waits for it. */
  private final Deque<Integer> away = new ArrayDeque<>(2);

  private int wanted;
  private int taken;
  private int callers;
  private int returning;
  private long gatherUntil = System.nanoTime();
  private boolean preparing;
  private boolean allCame;
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
        left = room.awaitNanos(left);
      }
      if (closed) {
        return Offer.CLOSED;
      }
      waiting.addLast(pending);
      if (!preparing) {
        if (returning == 0 || waiting.size() >= share()) {
          turn.signal();
        }
      } else if (waiting.size() >= wanted) {
        gathered.signal();
      }
      return Offer.TAKEN;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes what is worth a commit of its own, and waits for it. Until it says {@link #prepared},
   * nobody else gets any. Empty at the end, when nothing is to be prepared any more.
   */
  List<PendingAppend> take() {
    lock.lock();
    try {
      returning = Math.max(0, returning - 1);
      while (preparing || (waiting.isEmpty() && !closed)) {
        turn.awaitUninterruptibly();
      }
      if (waiting.isEmpty()) {
        turn.signal();
        return List.of();
      }
      preparing = true;
      gather();
      return some();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets those gather who come again and again. While the database is busy only many go behind what
   * it makes; after that waiting is worth a little of a commit's time, since each has a price of
   * its own.
   */
  private void gather() {
    wanted = Math.max(SPLIT / 2, share());
    while (!away.isEmpty() && waiting.size() < wanted && !closed) {
      gathered.awaitUninterruptibly();
    }
    wanted = share();
    try {
      long left = wanted < MANY ? 0 : gatherUntil - System.nanoTime();
      while (left > 0 && waiting.size() < wanted && !closed) {
        left = gathered.awaitNanos(left);
      }
      allCame = waiting.size() >= wanted;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How long the commit after one that took so long waits for more. */
  long gathering(long tookNanos) {
    return Math.min(MOST_GATHERING_NANOS, tookNanos / (allCame ? GATHERING_ALL : GATHERING));
  }

  /** How many of the callers of this time belong into one commit. */
  private int share() {
    return Math.min(capacity, callers < SPLIT ? callers : (callers + 1) / 2);
  }

  private List<PendingAppend> some() {
    int most = callers < SPLIT ? waiting.size() : Math.min(waiting.size(), share());
    List<PendingAppend> some = new ArrayList<>(most);
    for (int i = 0; i < most; i++) {
      some.add(waiting.removeFirst());
    }
    taken = most;
    room.signalAll();
    return some;
  }

  /** Puts back, before all that wait, what did not fit into a commit. */
  void putBack(List<PendingAppend> later) {
    lock.lock();
    try {
      for (int i = later.size() - 1; i >= 0; i--) {
        waiting.addFirst(later.get(i));
      }
    } finally {
      lock.unlock();
    }
  }

  /** What was taken goes to the database now; the next may be prepared meanwhile. */
  void prepared() {
    lock.lock();
    try {
      preparing = false;
      away.addLast(taken);
      taken = 0;
      if (!waiting.isEmpty() || closed) {
        turn.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * The database is done with the first of what was prepared, after a time. Who says so tells of it
   * and comes again: nobody else need be woken for a few.
   */
  void done(long tookNanos) {
    lock.lock();
    try {
      callers = away.stream().mapToInt(Integer::intValue).sum() + taken + waiting.size();
      away.removeFirst();
      returning++;
      gatherUntil = System.nanoTime() + gathering(tookNanos);
      gathered.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing in any more; what waits can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      turn.signalAll();
      gathered.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** All that wait, when nobody takes any more. */
  List<PendingAppend> rest() {
    lock.lock();
    try {
      List<PendingAppend> rest = List.copyOf(waiting);
      waiting.clear();
      return rest;
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
