package dev.fairlead.node.metrics;

import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.MarketObserver;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each chain's market: loaded, moved block by block, interrupted. */
public final class MarketMetrics implements MarketObserver {
  private static final Logger LOG = LoggerFactory.getLogger("fairlead.market");

  private final MeterRegistry registry;

  public MarketMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void read(ChainId chain, VenueId venue, int pools, Duration took) {
    LOG.info(
        "venue read chain={} venue={} pools={} took_ms={}", chain, venue, pools, took.toMillis());
  }

  @Override
  public void loaded(ChainId chain, Market market, Duration took) {
    LOG.info("market loaded chain={} block={} took_ms={}", chain, market.block(), took.toMillis());
  }

  @Override
  public void published(ChainId chain, Market market, int changed, Duration took) {
    Meters.latency(
            registry,
            "fairlead.market.update",
            "One block applied to the market",
            "chain",
            chain.toString())
        .record(took);
    registry.counter("fairlead.market.pools.changed", "chain", chain.toString()).increment(changed);
  }

  @Override
  public void undone(ChainId chain, Market market) {
    LOG.info("market undone chain={} block={}", chain, market.block());
  }

  @Override
  public void interrupted(ChainId chain, String reason) {
    registry.counter("fairlead.market.interruptions", "chain", chain.toString()).increment();
    LOG.warn("market does not follow its chain chain={} reason={}", chain, reason);
  }
}
