package dev.fairlead.event.postgres;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Does one thing while its owner gets the next one ready, so that a long catch-up waits for the
 * database or for itself, but not for both in turn. One at a time, each only after the one before
 * succeeded. For one thread.
 */
final class WorkBehind implements AutoCloseable {
  private final String name;
  private @Nullable FutureTask<@Nullable Void> begun;

  /** With a name for the threads that do it. */
  WorkBehind(String name) {
    this.name = name;
  }

  /** Waits for what was begun before, and begins this. */
  void begin(Runnable work) throws InterruptedException {
    await();
    FutureTask<@Nullable Void> task = new FutureTask<>(work, null);
    Thread.ofVirtual().name(name).start(task);
    begun = task;
  }

  /** Waits for what was begun; what that threw is thrown here. */
  void await() throws InterruptedException {
    FutureTask<@Nullable Void> task = begun;
    if (task == null) {
      return;
    }
    try {
      task.get();
      begun = null;
    } catch (ExecutionException e) {
      begun = null;
      rethrow(e.getCause());
    }
  }

  private static void rethrow(@Nullable Throwable cause) {
    switch (cause) {
      case RuntimeException bug -> throw bug;
      case Error error -> throw error;
      case null, default -> throw new IllegalStateException(cause);
    }
  }

  /** Nothing is being done any more once this returns, also when its owner is interrupted. */
  @Override
  public void close() {
    boolean interrupted = false;
    while (begun != null) {
      try {
        await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
