package dev.fairlead.node.crash;

import dev.fairlead.devnet.relay.PrivateRelay;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Makes blocks: one after the other, or none but those that are asked for. */
final class Blocks implements AutoCloseable {
  private static final long EVERY_MILLIS = 150;

  private final PrivateRelay builder;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("blocks").daemon().factory());
  private boolean flowing = true;

  Blocks(PrivateRelay builder) {
    this.builder = builder;
    var _ =
        clock.scheduleWithFixedDelay(this::tick, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** When this returns after {@code false}, no block is on its way. */
  synchronized void flow(boolean on) {
    flowing = on;
  }

  synchronized void build() {
    builder.buildBlock();
  }

  private synchronized void tick() {
    if (flowing) {
      try {
        builder.buildBlock();
      } catch (RuntimeException e) {
        // A schedule ends silently at its first exception: say it, and try at the next tick.
        System.err.println("no block was built: " + e);
      }
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
