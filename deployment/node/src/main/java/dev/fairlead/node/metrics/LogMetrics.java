package dev.fairlead.node.metrics;

import dev.fairlead.event.AnchorCondition;
import dev.fairlead.event.AnchorCondition.State;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.model.LogPosition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
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
  private final AtomicLong checkpointed = new AtomicLong();
  private final AtomicLong coveredNanos = new AtomicLong(System.nanoTime());
  private final AtomicLong halted = new AtomicLong();
  private final AtomicLong subscribers = new AtomicLong();
  private final Map<String, AtomicLong> anchors = new ConcurrentHashMap<>();
  private final Map<String, State> anchorStates = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> projections = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> stopped = new ConcurrentHashMap<>();
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
    Gauge.builder("fairlead.log.checkpoint.position", checkpointed, AtomicLong::get)
        .description("The last position that a signed checkpoint covers")
        .register(registry);
    Gauge.builder("fairlead.log.checkpoint.age.seconds", coveredNanos, LogMetrics::secondsSince)
        .description("Since a checkpoint last covered the whole log")
        .register(registry);
    Gauge.builder("fairlead.log.halted", halted, AtomicLong::get)
        .description("1 when this node appends no more, for good")
        .register(registry);
    Gauge.builder("fairlead.log.subscribers", subscribers, AtomicLong::get)
        .description("Open readers of the log, the node's own included")
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
  public void checkpointed(Checkpoint checkpoint) {
    checkpointed.set(checkpoint.size());
    LOG.debug("checkpoint signed size={} root={}", checkpoint.size(), checkpoint.root());
  }

  private static double secondsSince(AtomicLong nanos) {
    return (System.nanoTime() - nanos.get()) / 1e9;
  }

  @Override
  public void covered(LogPosition head) {
    coveredNanos.set(System.nanoTime());
  }

  @Override
  public void halted(EventStoreException reason) {
    halted.set(1);
    problem("halted");
    LOG.error("this node appends no more", reason);
  }

  @Override
  public void anchorTurned(AnchorCondition condition) {
    for (State state : State.values()) {
      anchorState(condition.anchor(), state).set(state == condition.state() ? 1 : 0);
    }
    anchorGauge("fairlead.log.anchor.silent", condition.anchor())
        .set(condition.silentSince() == null ? 0 : 1);
    if (anchorStates.put(condition.anchor(), condition.state()) != condition.state()) {
      tell(condition);
    }
  }

  private void tell(AnchorCondition condition) {
    switch (condition.state()) {
      case DIVERGED, MISSING -> {
        problem("anchor_" + word(condition.state()));
        LOG.error(
            "anchor {} anchor=\"{}\" what=\"{}\"",
            word(condition.state()),
            condition.anchor(),
            condition.detail());
      }
      case UNHEARD, AGREES, WRITE_ONLY ->
          LOG.info("anchor {} anchor=\"{}\"", word(condition.state()), condition.anchor());
    }
  }

  private static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private AtomicLong anchorState(String anchor, State state) {
    return anchors.computeIfAbsent(
        state + " " + anchor,
        _ ->
            registry.gauge(
                "fairlead.log.anchor.state",
                Tags.of("anchor", anchor, "state", word(state)),
                new AtomicLong()));
  }

  @Override
  public void subscriptionOpened() {
    subscribers.incrementAndGet();
  }

  @Override
  public void subscriptionEnded() {
    subscribers.decrementAndGet();
  }

  @Override
  public void checkpointFailed(Exception failure) {
    problem("checkpoint");
    LOG.error("no checkpoint could be taken", failure);
  }

  @Override
  public void anchored(String anchor, Checkpoint checkpoint) {
    anchorGauge("fairlead.log.anchor.position", anchor).set(checkpoint.size());
  }

  @Override
  public void anchorLag(String anchor, Duration lag) {
    anchorGauge("fairlead.log.anchor.lag.seconds", anchor).set(lag.toSeconds());
  }

  @Override
  public void anchorFailed(String anchor, int attempt, Exception failure) {
    problem("anchor");
    LOG.warn(
        "anchor failed anchor=\"{}\" attempt={} cause={}", anchor, attempt, failure.toString());
  }

  private AtomicLong anchorGauge(String name, String anchor) {
    return anchors.computeIfAbsent(
        name + " " + anchor,
        _ -> registry.gauge(name, Tags.of("anchor", anchor), new AtomicLong()));
  }

  @Override
  public void projected(String projection, LogPosition at, int count) {
    gauge(projections, "fairlead.log.projection.position", projection).set(at.value());
    gauge(stopped, "fairlead.log.projection.stopped", projection).set(0);
  }

  @Override
  public void projectionStopped(String projection, LogPosition at, Throwable reason) {
    problem("projection_stopped");
    gauge(projections, "fairlead.log.projection.position", projection).set(at.value());
    gauge(stopped, "fairlead.log.projection.stopped", projection).set(1);
    LOG.error("projection stopped projection={} position={}", projection, at, reason);
  }

  @Override
  public void snapshotRefused(LogPosition at, String reason) {
    problem("snapshot");
    LOG.error("snapshot is not the log's position={} reason=\"{}\"", at, reason);
  }

  @Override
  public void clockAhead(Duration by) {
    problem("clock");
    LOG.error(
        "the clock is ahead of the database's and is not followed seconds={}", by.toSeconds());
  }

  @Override
  public void subscriptionCut(LogPosition resumeAfter) {
    problem("subscription_cut");
    LOG.warn("a slow reader was cut resume_after={}", resumeAfter);
  }

  private AtomicLong gauge(Map<String, AtomicLong> gauges, String meter, String projection) {
    return gauges.computeIfAbsent(
        projection, name -> registry.gauge(meter, Tags.of("projection", name), new AtomicLong()));
  }

  private void problem(String kind) {
    registry.counter("fairlead.log.problems", "kind", kind).increment();
  }
}
