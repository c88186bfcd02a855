package dev.fairlead.node.metrics;

import dev.fairlead.chain.ChainObserver;
import dev.fairlead.model.ChainId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How busy each endpoint's wires are, what waits for its rate budget, and how often they break. */
public final class WireMetrics implements ChainObserver {
  private static final Logger LOG = LoggerFactory.getLogger("fairlead.chain");

  private final MeterRegistry registry;
  private final Map<Tags, AtomicLong> underWay = new ConcurrentHashMap<>();
  private final Map<Tags, AtomicLong> waiting = new ConcurrentHashMap<>();

  public WireMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void underWay(ChainId chain, String endpoint, int change) {
    gauge("fairlead.rpc.under.way", underWay, of(chain, endpoint)).addAndGet(change);
  }

  @Override
  public void awaitingBudget(ChainId chain, String endpoint, int change) {
    gauge("fairlead.rpc.awaiting.budget", waiting, of(chain, endpoint)).addAndGet(change);
  }

  @Override
  public void rateLimited(ChainId chain, String endpoint, Duration pause) {
    registry.counter("fairlead.rpc.rate.limited", of(chain, endpoint)).increment();
    LOG.warn("rate limited chain={} endpoint={} pause={}", chain, endpoint, pause);
  }

  @Override
  public void reconnecting(ChainId chain, String endpoint, String why) {
    registry.counter("fairlead.rpc.reconnects", of(chain, endpoint)).increment();
    LOG.warn("socket lost chain={} endpoint={} why={}", chain, endpoint, why);
  }

  private AtomicLong gauge(String name, Map<Tags, AtomicLong> known, Tags tags) {
    return known.computeIfAbsent(tags, _ -> registry.gauge(name, tags, new AtomicLong()));
  }

  private static Tags of(ChainId chain, String endpoint) {
    return Tags.of("chain", chain.toString(), "endpoint", endpoint);
  }
}
