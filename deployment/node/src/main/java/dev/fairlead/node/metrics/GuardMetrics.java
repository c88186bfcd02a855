package dev.fairlead.node.metrics;

import dev.fairlead.model.ChainId;
import dev.fairlead.node.trust.GuardObserver;
import dev.fairlead.venue.Exclusions.Cause;
import dev.fairlead.venue.MarketKeeper;
import dev.fairlead.venue.sample.Verdict;
import dev.fairlead.venue.token.TokenFinding;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What keeps parts of a market from being traded on, in metrics and logs. */
public final class GuardMetrics implements GuardObserver {
  private static final Logger LOG = LoggerFactory.getLogger("fairlead.market");

  private final MeterRegistry registry;
  private final Map<ChainId, AtomicInteger> reviewed = new ConcurrentHashMap<>();

  public GuardMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** How much of a chain's market is excluded, from now on. */
  public void watch(ChainId chain, MarketKeeper keeper) {
    for (Cause cause : Cause.values()) {
      gauge("pools", chain, cause, keeper);
      gauge("tokens", chain, cause, keeper);
      gauge("venues", chain, cause, keeper);
    }
  }

  private void gauge(String what, ChainId chain, Cause cause, MarketKeeper keeper) {
    Gauge.builder(
            "fairlead.market.excluded",
            keeper,
            known ->
                switch (what) {
                  case "pools" -> known.exclusions(cause).pools().size();
                  case "tokens" -> known.exclusions(cause).tokens().size();
                  default -> known.exclusions(cause).venues().size();
                })
        .description("What is not traded on, by whose word")
        .tags("chain", chain.toString(), "what", what, "cause", name(cause))
        .register(registry);
  }

  private static String name(Cause cause) {
    return switch (cause) {
      case OPERATOR -> "operator";
      case PROBE -> "probe";
      case SAMPLE -> "sample";
    };
  }

  @Override
  public void probed(ChainId chain, TokenFinding finding) {
    registry
        .counter(
            "fairlead.market.probes",
            "chain",
            chain.toString(),
            "result",
            finding.passes() ? "passed" : "refused")
        .increment();
    if (!finding.passes()) {
      LOG.warn(
          "token not traded chain={} token={} symbol={} why={}",
          chain,
          finding.token().address(),
          finding.token().symbol(),
          String.join("; ", finding.objections()));
    }
  }

  @Override
  public void compared(ChainId chain, Verdict verdict) {
    String result =
        switch (verdict) {
          case Verdict.Agrees _ -> "agrees";
          case Verdict.Differs _ -> "differs";
          case Verdict.Unknown _ -> "unknown";
        };
    sampled(chain, verdict, result);
  }

  private void sampled(ChainId chain, Verdict verdict, String result) {
    registry
        .counter(
            "fairlead.market.samples",
            "chain",
            chain.toString(),
            "venue",
            verdict.pool().venue().value(),
            "result",
            result)
        .increment();
  }

  @Override
  public void recanted(ChainId chain, Verdict.Differs first) {
    sampled(chain, first, "recanted");
    LOG.info(
        "pool agrees when asked again chain={} pool={} first={}",
        chain,
        first.pool(),
        first.words());
  }

  @Override
  public void quarantined(ChainId chain, Verdict.Differs why) {
    LOG.warn("pool quarantined chain={} pool={} why={}", chain, why.pool(), why.words());
  }

  @Override
  public void readmitted(ChainId chain, Verdict.Agrees proof) {
    LOG.info("pool agrees again chain={} pool={}", chain, proof.pool());
  }

  @Override
  public void reviewed(ChainId chain, int pools, int all) {
    reviewed.computeIfAbsent(chain, this::reviewGauge).set(pools);
    if (pools >= all) {
      LOG.info("all pools of the kept market were read again chain={} pools={}", chain, pools);
    }
  }

  private AtomicInteger reviewGauge(ChainId chain) {
    AtomicInteger pools = new AtomicInteger();
    Gauge.builder("fairlead.market.reviewed", pools, AtomicInteger::get)
        .description("Pools of a kept market that were read again")
        .tags("chain", chain.toString())
        .register(registry);
    return pools;
  }

  @Override
  public void failed(ChainId chain, String why) {
    registry.counter("fairlead.market.guard.failures", "chain", chain.toString()).increment();
    LOG.warn("market not inspected chain={} why={}", chain, why);
  }
}
