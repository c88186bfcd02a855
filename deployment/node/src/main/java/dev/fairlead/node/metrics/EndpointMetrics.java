package dev.fairlead.node.metrics;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainObserver;
import dev.fairlead.chain.endpoint.EndpointState;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.TxHash;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each endpoint's state, speed, lag and failures, and where endpoints disagree. */
public final class EndpointMetrics implements ChainObserver {
  private static final Logger LOG = LoggerFactory.getLogger("fairlead.chain");

  private final MeterRegistry registry;
  private final Map<Tags, AtomicLong> states = new ConcurrentHashMap<>();
  private final Map<Tags, AtomicLong> lags = new ConcurrentHashMap<>();

  public EndpointMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void endpoint(ChainId chain, String endpoint, EndpointState state, String reason) {
    for (EndpointState each : EndpointState.values()) {
      gauge("fairlead.endpoint.state", states, of(chain, endpoint).and("state", word(each)))
          .set(each == state ? 1 : 0);
    }
    if (state == EndpointState.HEALTHY) {
      LOG.info("endpoint chain={} endpoint={} state={} {}", chain, endpoint, word(state), reason);
    } else if (state.isQuarantined()) {
      LOG.error(
          "endpoint quarantined chain={} endpoint={} state={} reason={}",
          chain,
          endpoint,
          word(state),
          reason);
    } else {
      LOG.warn(
          "endpoint chain={} endpoint={} state={} reason={}", chain, endpoint, word(state), reason);
    }
  }

  @Override
  public void endpointAnswered(ChainId chain, String endpoint, Duration took) {
    Meters.latency(
            registry,
            "fairlead.endpoint.latency",
            "One answer of an endpoint",
            "chain",
            chain.toString(),
            "endpoint",
            endpoint)
        .record(took);
  }

  @Override
  public void endpointFailed(
      ChainId chain, String endpoint, ChainException.Fault fault, String what) {
    registry
        .counter("fairlead.endpoint.failures", of(chain, endpoint).and("kind", word(fault)))
        .increment();
    LOG.debug("endpoint failed chain={} endpoint={} what={}", chain, endpoint, what);
  }

  @Override
  public void probed(ChainId chain, String endpoint, BlockNumber head, long lag) {
    gauge("fairlead.endpoint.lag", lags, of(chain, endpoint)).set(lag);
  }

  @Override
  public void hedged(ChainId chain, String endpoint) {
    registry.counter("fairlead.endpoint.hedges", of(chain, endpoint)).increment();
  }

  @Override
  public void unseen(ChainId chain, TxHash transaction) {
    registry.counter("fairlead.endpoint.unseen", "chain", chain.toString()).increment();
    LOG.warn(
        "a transaction that was taken is unknown elsewhere chain={} tx={}", chain, transaction);
  }

  @Override
  public void disagreed(ChainId chain, String what) {
    registry.counter("fairlead.endpoint.disagreements", "chain", chain.toString()).increment();
    LOG.error("endpoints disagree chain={} what={}", chain, what);
  }

  private AtomicLong gauge(String name, Map<Tags, AtomicLong> known, Tags tags) {
    return known.computeIfAbsent(tags, _ -> registry.gauge(name, tags, new AtomicLong()));
  }

  private static Tags of(ChainId chain, String endpoint) {
    return Tags.of("chain", chain.toString(), "endpoint", endpoint);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
