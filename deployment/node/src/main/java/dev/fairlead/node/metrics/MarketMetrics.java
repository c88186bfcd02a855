package dev.fairlead.node.metrics;

import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.node.market.KeepingObserver;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.MarketObserver;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A chain's market: loaded, moved block by block, interrupted. */
public final class MarketMetrics implements MarketObserver, KeepingObserver {
  private static final Logger LOG = LoggerFactory.getLogger("fairlead.market");

  private static final Duration TELL_EVERY = Duration.ofSeconds(10);
  private static final int TELL_EVERY_BLOCKS = 200;

  private final MeterRegistry registry;

  /** Of the venue that is being read; only touched by the thread that loads. */
  private long toldPeriod;

  private @Nullable VenueId toldVenue;

  public MarketMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void read(ChainId chain, VenueId venue, int pools, Duration took) {
    LOG.info(
        "venue read chain={} venue={} pools={} took_ms={}", chain, venue, pools, took.toMillis());
  }

  @Override
  public void loading(ChainId chain, VenueId venue, long answers, Duration took) {
    registry
        .counter("fairlead.market.load.requests", "chain", chain.toString(), "venue", venue.value())
        .increment();
    long period = took.dividedBy(TELL_EVERY);
    if (period > toldPeriod || !venue.equals(toldVenue)) {
      toldPeriod = period;
      toldVenue = venue;
      LOG.info(
          "venue being read chain={} venue={} answers={} so_far_ms={}",
          chain,
          venue,
          answers,
          took.toMillis());
    }
  }

  @Override
  public void catchingUp(ChainId chain, BlockNumber at, BlockNumber to) {
    if (at.value() % TELL_EVERY_BLOCKS == 0) {
      LOG.info("kept market being followed chain={} block={} to={}", chain, at, to);
    }
  }

  @Override
  public void takenUp(ChainId chain, BlockRef kept, Market market, Duration took) {
    LOG.info(
        "market taken up chain={} kept={} block={} pools={} took_ms={}",
        chain,
        kept,
        market.block(),
        market.size(),
        took.toMillis());
  }

  @Override
  public void passedOver(ChainId chain, String reason) {
    LOG.warn("kept market not used, all is loaded chain={} why={}", chain, reason);
  }

  @Override
  public void corrected(ChainId chain, Collection<PoolId> pools) {
    registry
        .counter("fairlead.market.pools.corrected", "chain", chain.toString())
        .increment(pools.size());
    LOG.warn("pools read again, the chain has them otherwise chain={} pools={}", chain, pools);
  }

  @Override
  public void kept(ChainId chain, Market market, long bytes, Duration took) {
    registry.counter("fairlead.market.kept", "chain", chain.toString()).increment();
    LOG.debug(
        "market kept chain={} block={} bytes={} took_ms={}",
        chain,
        market.block(),
        bytes,
        took.toMillis());
  }

  @Override
  public void notKept(ChainId chain, String reason) {
    registry.counter("fairlead.market.keep.failures", "chain", chain.toString()).increment();
    LOG.warn("market can't be kept chain={} why={}", chain, reason);
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
