package dev.fairlead.venue;

import dev.fairlead.model.BlockNumber;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What readers see of a market: the newest snapshot, without what is excluded of it. Readers take
 * it from a volatile field and are never blocked. For any thread.
 */
final class ShownMarket {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** As the chain has it; guarded by {@link #lock}, as is what is excluded of it. */
  private @Nullable Market whole;

  private final Map<Exclusions.Cause, Exclusions> excluded = new EnumMap<>(Exclusions.Cause.class);
  private Screen screen = new Screen(Exclusions.NONE);
  private volatile @Nullable Market screened;

  @Nullable Market screened() {
    return screened;
  }

  @Nullable Market whole() {
    lock.lock();
    try {
      return whole;
    } finally {
      lock.unlock();
    }
  }

  Exclusions exclusions(Exclusions.Cause cause) {
    lock.lock();
    try {
      return excluded.getOrDefault(cause, Exclusions.NONE);
    } finally {
      lock.unlock();
    }
  }

  /** Changes what is excluded for a cause, in the newest snapshot at once. */
  void exclude(Exclusions.Cause cause, UnaryOperator<Exclusions> change) {
    lock.lock();
    try {
      excluded.put(cause, change.apply(exclusions(cause)));
      Exclusions all = excluded.values().stream().reduce(Exclusions.NONE, Exclusions::and);
      if (!all.equals(screen.exclusions())) {
        screen = new Screen(all);
        show(whole);
      }
    } finally {
      lock.unlock();
    }
  }

  void show(@Nullable Market next) {
    lock.lock();
    try {
      whole = next;
      screened = next == null ? null : screen.screened(next, screened);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the market stands at this height or above; empty when it does not in time. */
  Optional<Market> await(BlockNumber height, Duration wait) throws InterruptedException {
    long left = wait.toNanos();
    lock.lockInterruptibly();
    try {
      while (true) {
        Market current = screened;
        if (current != null && !height.isAfter(current.block().number())) {
          return Optional.of(current);
        }
        if (left <= 0) {
          return Optional.empty();
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
