package dev.fairlead.node.metrics;

import dev.fairlead.model.ChainId;
import dev.fairlead.node.market.RecorderObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is kept of chains and markets, and what is not. */
public final class RecorderMetrics implements RecorderObserver {
  private static final Logger LOG = LoggerFactory.getLogger("fairlead.history");

  private final MeterRegistry registry;

  public RecorderMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void kept(What what, ChainId chain, int rows, Duration took) {
    Meters.latency(
            registry,
            "fairlead.history.write",
            "One sight of a chain or its pools written",
            "what",
            word(what),
            "chain",
            chain.toString())
        .record(took);
    count("fairlead.history.rows", what, chain).increment(rows);
  }

  @Override
  public void notKept(What what, ChainId chain) {
    count("fairlead.history.dropped", what, chain).increment();
    LOG.warn("history has a gap what={} chain={}", word(what), chain);
  }

  @Override
  public void failed(What what, ChainId chain, RuntimeException reason) {
    count("fairlead.history.failures", what, chain).increment();
    LOG.warn("history can't be written what={} chain={}", word(what), chain, reason);
  }

  private Counter count(String name, What what, ChainId chain) {
    return registry.counter(name, "what", word(what), "chain", chain.toString());
  }

  private static String word(What what) {
    return what.name().toLowerCase(Locale.ROOT);
  }
}
