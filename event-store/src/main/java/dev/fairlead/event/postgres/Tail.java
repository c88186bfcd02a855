package dev.fairlead.event.postgres;

import dev.fairlead.event.EventFilter;
import dev.fairlead.event.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The newest events in memory, for all readers together, and the signal that there are more. Always
 * without a gap; what is no longer, or was never, in it is read from the database. Safe for use by
 * many threads.
 */
final class Tail {
  /** One look goes over this many at most, so that no reader holds a writer up. */
  private static final int SCAN = 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final @Nullable RecordedEvent[] ring;
  private long first;
  private long last;
  private long head;
  private boolean closed;

  /** Begins after a position, with room for a number of events. */
  Tail(long head, int capacity) {
    this.ring = new @Nullable RecordedEvent[capacity];
    this.head = head;
    this.last = head;
    this.first = head + 1;
  }

  /** What a look into it gave. */
  sealed interface Look {
    /** Those that pass, and how far it looked. */
    record Found(List<RecordedEvent> events, long upTo) implements Look {}

    /** They are older than what is in it; the database has them, up to {@code head}. */
    record Older(long head) implements Look {}

    /** Nothing is there yet. */
    record Nothing() implements Look {}

    /** There will be no more. */
    record Closed() implements Look {}
  }

  /** Adds committed events, which are in order; those that it has are passed over. */
  void publish(List<RecordedEvent> events) {
    lock.lock();
    try {
      for (RecordedEvent event : events) {
        long position = event.position().value();
        if (position > last) {
          if (position != last + 1) {
            first = position;
          }
          ring[slot(position)] = event;
          last = position;
          first = Math.max(first, last - ring.length + 1);
        }
      }
      head = Math.max(head, last);
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Says that the log goes up to here, by events that are only in the database. */
  void advance(long position) {
    lock.lock();
    try {
      if (position > head) {
        head = position;
        last = position;
        first = position + 1;
        more.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private int slot(long position) {
    return (int) (position % ring.length);
  }

  /** Up to here the log is known. */
  long head() {
    lock.lock();
    try {
      return head;
    } finally {
      lock.unlock();
    }
  }

  /** Looks at what comes after a position; waits for it up to a time. */
  Look after(long position, EventFilter filter, int limit, long patienceNanos)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patienceNanos;
      while (head <= position && !closed && left > 0) {
        left = more.awaitNanos(left);
      }
      if (closed) {
        return new Look.Closed();
      }
      if (head <= position) {
        return new Look.Nothing();
      }
      return position + 1 < first ? new Look.Older(head) : scan(position, filter, limit);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The events right after a position, as far as they are in it, up to another; no more at once
   * than one look goes over.
   */
  List<RecordedEvent> held(long position, long upTo) {
    lock.lock();
    try {
      int limit = (int) Math.min(SCAN, upTo - position);
      return position + 1 < first ? List.of() : scan(position, EventFilter.all(), limit).events();
    } finally {
      lock.unlock();
    }
  }

  private Look.Found scan(long position, EventFilter filter, int limit) {
    List<RecordedEvent> found = new ArrayList<>();
    long at = position;
    while (at < last && at - position < SCAN && found.size() < limit) {
      at++;
      RecordedEvent event = ring[slot(at)];
      if (event == null) {
        throw new IllegalStateException("the tail has a hole at " + at);
      }
      if (filter.admits(event.stream(), event.type())) {
        found.add(event);
      }
    }
    return new Look.Found(found, at);
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
