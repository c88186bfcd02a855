package dev.fairlead.chain.endpoint;

import dev.fairlead.chain.ChainException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The same asked of several providers at once, each in a thread of its own; outcomes come in the
 * order in which they end. An attempt that nobody waits for any more ends by itself, within its
 * endpoint's deadline. For one thread.
 */
final class Attempts<T> {
  private final ThreadFactory threads;
  private final BlockingQueue<Outcome<T>> ended = new LinkedBlockingQueue<>();
  private int running;

  /** How one attempt ended. */
  sealed interface Outcome<T> {
    record Answered<T>(Provider provider, T value) implements Outcome<T> {}

    record Failed<T>(Provider provider, ChainException failure) implements Outcome<T> {}

    record Broken<T>(Throwable bug) implements Outcome<T> {}
  }

  Attempts(ThreadFactory threads) {
    this.threads = threads;
  }

  void start(Provider provider, Supplier<T> task) {
    running++;
    threads.newThread(() -> ended.add(outcome(provider, task))).start();
  }

  private static <T> Outcome<T> outcome(Provider provider, Supplier<T> task) {
    try {
      return new Outcome.Answered<>(provider, task.get());
    } catch (ChainException e) {
      return new Outcome.Failed<>(provider, e);
    } catch (RuntimeException | Error bug) {
      return new Outcome.Broken<>(bug);
    }
  }

  int running() {
    return running;
  }

  /** The next that ends. */
  Outcome<T> await() {
    try {
      return taken(ended.take());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** The next that ends within {@code patience}. */
  Optional<Outcome<T>> await(Duration patience) {
    try {
      Outcome<T> outcome = ended.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      return outcome == null ? Optional.empty() : Optional.of(taken(outcome));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private Outcome<T> taken(Outcome<T> outcome) {
    running--;
    if (outcome instanceof Outcome.Broken<T>(Throwable bug)) {
      throw new IllegalStateException("an attempt failed", bug);
    }
    return outcome;
  }

  private static ChainException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ChainException(
        ChainException.Kind.RETRYABLE, "interrupted while endpoints were asked", e);
  }
}
