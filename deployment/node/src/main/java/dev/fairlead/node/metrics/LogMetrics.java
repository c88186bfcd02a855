package dev.fairlead.node.metrics;

import dev.fairlead.event.AppendResult;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.model.LogPosition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log's health: how far it is, how fast it commits, what went wrong. */
public final class LogMetrics implements EventStoreObserver {
  private static final Logger LOG = LoggerFactory.getLogger("fairlead.events");

  private final MeterRegistry registry;
  private final AtomicLong position = new AtomicLong();
  private final Map<String, AtomicLong> projections = new ConcurrentHashMap<>();
  private final Timer commits;
  private final Timer appends;
  private final Counter events;
  private final Counter conflicts;

  public LogMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.commits = Meters.latency(registry, "fairlead.log.commit", "One commit, in the database");
    this.appends = Meters.latency(registry, "fairlead.log.append", "One append, waiting included");
    this.events =
        Counter.builder("fairlead.log.events")
            .description("Events made durable")
            .register(registry);
    this.conflicts =
        Counter.builder("fairlead.log.head.moved")
            .description("Commits that another node was ahead of")
            .register(registry);
    Gauge.builder("fairlead.log.position", position, AtomicLong::get)
        .description("The last position of the log that this node wrote")
        .register(registry);
  }

  @Override
  public void committed(int appendCount, int eventCount, LogPosition head, Duration took) {
    position.set(head.value());
    events.increment(eventCount);
    commits.record(took);
  }

  @Override
  public void appended(AppendResult result, Duration took) {
    appends.record(took);
  }

  @Override
  public void headMoved(LogPosition head) {
    conflicts.increment();
  }

  @Override
  public void databaseFailed(String during, int attempt, Exception failure) {
    problem("database");
    LOG.warn("database failed during={} attempt={} cause={}", during, attempt, failure.toString());
  }

  @Override
  public void eventIdConflict(EventId id) {
    problem("event_id_conflict");
    LOG.error("event id came again with another content event={}", id);
  }

  @Override
  public void projected(String projection, LogPosition at, int count) {
    projections
        .computeIfAbsent(
            projection,
            name ->
                registry.gauge(
                    "fairlead.log.projection.position",
                    Tags.of("projection", name),
                    new AtomicLong()))
        .set(at.value());
  }

  @Override
  public void projectionStopped(String projection, LogPosition at, Exception reason) {
    problem("projection_stopped");
    LOG.error("projection stopped projection={} position={}", projection, at, reason);
  }

  @Override
  public void subscriptionCut(LogPosition resumeAfter) {
    problem("subscription_cut");
    LOG.warn("a slow reader was cut resume_after={}", resumeAfter);
  }

  private void problem(String kind) {
    registry.counter("fairlead.log.problems", "kind", kind).increment();
  }
}
