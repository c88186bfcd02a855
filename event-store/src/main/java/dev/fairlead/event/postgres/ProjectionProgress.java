package dev.fairlead.event.postgres;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.ProjectionStopped;
import dev.fairlead.model.LogPosition;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** How far a projection has come, for those who wait for it. Safe for use by many threads. */
final class ProjectionProgress {
  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private long position;
  private boolean looksAgain;
  private @Nullable Throwable stoppedBy;

  ProjectionProgress(String name) {
    this.name = name;
  }

  void reached(long at) {
    lock.lock();
    try {
      position = at;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void stopped(Throwable reason) {
    stoppedBy(reason);
  }

  void goesOn() {
    stoppedBy(null);
  }

  private void stoppedBy(@Nullable Throwable reason) {
    lock.lock();
    try {
      stoppedBy = reason;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends a pause, or the next one at once. */
  void lookAgain() {
    lock.lock();
    try {
      looksAgain = true;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits, but not longer than this. */
  void pause(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (!looksAgain && left > 0) {
        left = moved.awaitNanos(left);
      }
      looksAgain = false;
    } finally {
      lock.unlock();
    }
  }

  /** Why it has stopped, if it has. */
  Optional<String> stopped() {
    lock.lock();
    try {
      return Optional.ofNullable(stoppedBy).map(Throwable::toString);
    } finally {
      lock.unlock();
    }
  }

  /** Up to here the log is in the rows. */
  long position() {
    lock.lock();
    try {
      return position;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a position is in the rows. */
  void await(LogPosition wanted, Duration patience) throws InterruptedException {
    if (!reaches(wanted, patience)) {
      throw new EventStoreException(
          Kind.RETRYABLE,
          "the projection %s is at position %d, not yet at %s".formatted(name, position(), wanted));
    }
  }

  /** Waits until a position is in the rows; false when it is not within this time. */
  boolean reaches(LogPosition wanted, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patience.toNanos();
      while (position < wanted.value() && stoppedBy == null && left > 0) {
        left = moved.awaitNanos(left);
      }
      if (position < wanted.value() && stoppedBy != null) {
        throw new ProjectionStopped(name, new LogPosition(position), stoppedBy);
      }
      return position >= wanted.value();
    } finally {
      lock.unlock();
    }
  }
}
