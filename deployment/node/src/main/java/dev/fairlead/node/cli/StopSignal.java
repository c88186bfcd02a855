package dev.fairlead.node.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM, as a request to the command that runs: it stops waiting, or is interrupted in
 * what it does, closes what it opened, and only then does the process end.
 */
final class StopSignal implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread owner = Thread.currentThread();
  private final Thread hook = Thread.ofPlatform().name("stop").unstarted(this::onSignal);
  private volatile boolean waiting;

  private StopSignal() {}

  /** Must be closed after everything else that the command opened. */
  static StopSignal install() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  /** Waits for the signal. */
  void await() throws InterruptedException {
    waiting = true;
    asked.await();
  }

  private void onSignal() {
    asked.countDown();
    if (!waiting) {
      owner.interrupt();
    }
    try {
      closed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    if (asked.getCount() > 0) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
