package dev.fairlead.node.metrics;

import dev.fairlead.event.Cursors;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.model.LogPosition;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far each named reader of the log is behind its end, asked of the database now and then. */
public final class CursorMetrics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("fairlead.events");
  private static final long SECONDS = 15;

  private final Cursors cursors;
  private final Supplier<LogPosition> head;
  private final MultiGauge lag;
  private final ScheduledExecutorService clock;

  private CursorMetrics(
      Cursors cursors, Supplier<LogPosition> head, MeterRegistry registry, ThreadFactory threads) {
    this.cursors = cursors;
    this.head = head;
    this.lag =
        MultiGauge.builder("fairlead.log.cursor.lag")
            .description("Events after a reader's cursor")
            .register(registry);
    this.clock = Executors.newSingleThreadScheduledExecutor(threads);
  }

  /** Begins to look; {@code head} is the end of the log. */
  public static CursorMetrics start(
      Cursors cursors, Supplier<LogPosition> head, MeterRegistry registry, ThreadFactory threads) {
    CursorMetrics metrics = new CursorMetrics(cursors, head, registry, threads);
    Future<?> _ = metrics.clock.scheduleWithFixedDelay(metrics::look, 0, SECONDS, TimeUnit.SECONDS);
    return metrics;
  }

  private void look() {
    try {
      lag.register(
          cursors.list().stream()
              .map(cursor ->
                  Row.of(
                      Tags.of("cursor", cursor.name().value()),
                      Math.max(0, head.get().value() - cursor.position().value())))
              .toList(),
          true);
    } catch (EventStoreException e) {
      LOG.warn("cursors are not told now cause={}", e.toString());
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
