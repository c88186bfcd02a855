package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A bucket of tokens that one endpoint's callers take from, in the order in which they come. Who
 * can't be served by its deadline is told at once. When the endpoint says that it was asked too
 * often, everybody waits: as long as it says, or twice as long each time.
 */
final class RateBudget {
  static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** What an endpoint may ask for; more is a mistake or a trick. */
  static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

  private static final long SECOND = 1_000_000_000L;

  private final Optional<RateLimit> limit;
  private final LongSupplier clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** When the bucket will be full again, if nobody asks. */
  private long fullAt;

  private long pausedUntil;
  private long pauses;
  private int strikes;

  /**
   * A full bucket.
   *
   * @param limit without it, only the endpoint's own word counts
   * @param clock in nanoseconds, as {@link System#nanoTime}
   */
  RateBudget(Optional<RateLimit> limit, LongSupplier clock) {
    this.limit = limit;
    this.clock = clock;
    this.fullAt = clock.getAsLong();
    this.pausedUntil = fullAt;
  }

  /** What requests of these methods take together. */
  int cost(Collection<String> methods) {
    return limit.isEmpty() ? 0 : methods.stream().mapToInt(limit.get()::cost).sum();
  }

  /**
   * Takes tokens, and waits until they are there.
   *
   * @throws ChainException {@code RATE_LIMITED} if that is after the deadline; then none are taken
   */
  void take(int cost, long deadline) throws InterruptedException {
    while (true) {
      Turn turn = reserve(cost, deadline);
      parkUntil(turn.at());
      if (isCurrent(turn)) {
        return;
      }
    }
  }

  /** Whether a caller who comes now would have to wait. */
  boolean isShort(int cost) {
    lock.lock();
    try {
      return turn(cost) - clock.getAsLong() > 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A caller's turn.
   *
   * @param at when it comes, by the clock
   * @param pauses how many pauses were known then
   */
  record Turn(long at, long pauses) {}

  Turn reserve(int cost, long deadline) {
    lock.lock();
    try {
      long at = turn(cost);
      if (at - deadline > 0) {
        Duration wait = Duration.ofNanos(at - clock.getAsLong());
        throw ChainException.limited(
            "the rate allows this in " + wait.toMillis() + " ms, after the deadline");
      }
      spendHeld(cost);
      return new Turn(at, pauses);
    } finally {
      lock.unlock();
    }
  }

  /** Takes tokens for what is sent in any case; those who come later wait the longer. */
  void spend(int cost) {
    lock.lock();
    try {
      spendHeld(cost);
    } finally {
      lock.unlock();
    }
  }

  /** The endpoint was asked too often; what this leads to is returned. */
  Duration backOff(Optional<Duration> asked) {
    lock.lock();
    try {
      long now = clock.getAsLong();
      boolean pausing = pausedUntil - now > 0;
      // Requests that were under way together are refused together: that is one refusal.
      if (asked.isEmpty() && pausing) {
        return Duration.ofNanos(pausedUntil - now);
      }
      Duration pause = asked.map(RateBudget::believable).orElseGet(this::growing);
      long until = now + pause.toNanos();
      if (!pausing || until - pausedUntil > 0) {
        pausedUntil = until;
        fullAt = later(fullAt, until + capacity());
        pauses++;
      }
      return Duration.ofNanos(pausedUntil - now);
    } finally {
      lock.unlock();
    }
  }

  /** The endpoint answered. */
  void answered() {
    lock.lock();
    try {
      if (strikes > 0 && pausedUntil - clock.getAsLong() <= 0) {
        strikes = 0;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Who waited through a pause takes another turn, so that not all come at once after it. */
  private boolean isCurrent(Turn turn) {
    lock.lock();
    try {
      return turn.pauses() == pauses;
    } finally {
      lock.unlock();
    }
  }

  private long turn(int cost) {
    long now = clock.getAsLong();
    long filled = later(fullAt, now) + nanos(cost) - capacity();
    return later(later(now, pausedUntil), filled);
  }

  private void spendHeld(int cost) {
    fullAt = later(fullAt, clock.getAsLong()) + nanos(cost);
  }

  private long nanos(int cost) {
    return limit.map(l -> cost * SECOND / l.perSecond()).orElse(0L);
  }

  private long capacity() {
    return limit.map(l -> l.burst() * SECOND / l.perSecond()).orElse(0L);
  }

  private Duration growing() {
    long longest =
        Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() << Math.min(strikes++, 16));
    return Duration.ofNanos(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
  }

  private void parkUntil(long at) throws InterruptedException {
    for (long left = at - clock.getAsLong(); left > 0; left = at - clock.getAsLong()) {
      LockSupport.parkNanos(this, left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private static Duration believable(Duration asked) {
    return asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
  }

  private static long later(long a, long b) {
    return a - b > 0 ? a : b;
  }
}
