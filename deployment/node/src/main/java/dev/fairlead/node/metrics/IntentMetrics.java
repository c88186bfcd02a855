package dev.fairlead.node.metrics;

import dev.fairlead.intent.AccountHold;
import dev.fairlead.intent.BasketQuote;
import dev.fairlead.intent.ComparisonResult;
import dev.fairlead.intent.IntentObserver;
import dev.fairlead.intent.IntentStatus;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.PlanBound;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.intent.Way;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Intents by state, the time of each step, and what went wrong. */
public final class IntentMetrics implements IntentObserver {
  private static final Logger LOG = LoggerFactory.getLogger("fairlead.intent");

  private final MeterRegistry registry;
  private final SettlementMetrics settlements;
  private final Map<IntentId, IntentStatus> open = new ConcurrentHashMap<>();
  private final Map<IntentStatus, AtomicLong> byStatus = new EnumMap<>(IntentStatus.class);

  public IntentMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.settlements = new SettlementMetrics(registry);
    for (IntentStatus status : IntentStatus.values()) {
      if (!status.isEnd()) {
        AtomicLong count = new AtomicLong();
        byStatus.put(status, count);
        registry.gauge("fairlead.intents", Tags.of("state", word(status)), count);
      }
    }
  }

  @Override
  public void recorded(IntentEvent event, IntentStatus status) {
    IntentStatus before = status.isEnd() ? open.remove(event.id()) : open.put(event.id(), status);
    if (before != null) {
      count(before, -1);
    }
    count(status, 1);
    if (status.isEnd()) {
      registry.counter("fairlead.intents.ended", "state", word(status)).increment();
    }
    if (event instanceof IntentEvent.Included included) {
      settlements.included(included);
    }
    if (event instanceof IntentEvent.Planned planned) {
      registry.counter("fairlead.intent.plans", "way", word(planned.plan().way())).increment();
      if (planned.grounds().bound() instanceof PlanBound.AtMost) {
        bound("with_plan");
      }
    }
    if (event instanceof IntentEvent.PlanBounded) {
      bound("later");
    }
    LOG.info(
        "intent={} event={} state={}{}",
        event.id(),
        event.getClass().getSimpleName(),
        word(status),
        transaction(event));
  }

  private void bound(String recorded) {
    registry.counter("fairlead.intent.bounds", "recorded", recorded).increment();
  }

  private void count(IntentStatus status, long delta) {
    AtomicLong count = byStatus.get(status);
    if (count != null) {
      count.addAndGet(delta);
    }
  }

  private static String transaction(IntentEvent event) {
    return switch (event) {
      case IntentEvent.Signed signed -> " tx=" + signed.transaction().hash();
      case IntentEvent.Submitted submitted -> " tx=" + submitted.hash();
      case IntentEvent.Included included -> " tx=" + included.hash();
      case IntentEvent.Retracted retracted -> " tx=" + retracted.hash();
      case IntentEvent.Settled settled -> " tx=" + settled.hash();
      case IntentEvent.Refused refused -> " reason=\"" + refused.reason().message() + "\"";
      case IntentEvent.Deferred deferred -> " reason=\"" + deferred.reason().message() + "\"";
      case IntentEvent.Failed failed -> " reason=\"" + failed.reason().message() + "\"";
      case IntentEvent.Accepted _,
          IntentEvent.Planned _,
          IntentEvent.Simulated _,
          IntentEvent.PlanBounded _,
          IntentEvent.Assigned _,
          IntentEvent.CancelRequested _,
          IntentEvent.Cancelled _,
          IntentEvent.Expired _ ->
          "";
    };
  }

  @Override
  public void refused(IntentId id, Rejection reason, boolean recorded) {
    registry
        .counter("fairlead.intents.refused", "reason", reason.getClass().getSimpleName())
        .increment();
    LOG.info("intent={} refused recorded={} reason=\"{}\"", id, recorded, reason.message());
  }

  @Override
  public void took(Step step, IntentId id, Duration time) {
    Meters.latency(
            registry,
            "fairlead.intent.step",
            "One step of the path",
            "step",
            step.name().toLowerCase(Locale.ROOT))
        .record(time);
  }

  @Override
  public void offered(IntentId id, TxHash hash, String channel, SubmissionOutcome outcome) {
    registry
        .counter(
            "fairlead.intent.offers",
            "channel",
            channel,
            "outcome",
            outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
        .increment();
    LOG.info("intent={} tx={} channel={} outcome={}", id, hash, channel, outcome);
  }

  @Override
  public void recovered(int intents) {
    LOG.info("open intents found in the log count={}", intents);
  }

  @Override
  public void foreignNonce(ChainId chain, Address account, Nonce nonce) {
    registry.counter("fairlead.intent.foreign.nonce", "chain", chain.toString()).increment();
    LOG.error("somebody else uses our nonce chain={} account={} nonce={}", chain, account, nonce);
  }

  @Override
  public void accountHeld(AccountHold hold) {
    registry.counter("fairlead.intent.account.held", "chain", hold.chain().toString()).increment();
    LOG.error("{} used={}", hold.words(), hold.used());
  }

  @Override
  public void priceCompared(ChainId chain, String source, Fraction deviation, boolean within) {
    DistributionSummary.builder("fairlead.price.deviation")
        .description("How far plans are from reference prices, as a share")
        .tags("chain", chain.toString(), "source", source)
        .register(registry)
        .record(deviation.toDecimal().doubleValue());
    checked(chain, source, within ? "within" : "beyond");
  }

  @Override
  public void priceMissing(ChainId chain, String source, boolean allowed) {
    checked(chain, source, allowed ? "missing_allowed" : "missing");
  }

  private void checked(ChainId chain, String source, String result) {
    registry
        .counter(
            "fairlead.price.checks", "chain", chain.toString(), "source", source, "result", result)
        .increment();
  }

  @Override
  public void compared(ComparisonResult result, Duration time) {
    Meters.latency(
            registry, "fairlead.comparison", "One comparison of chains", "outcome", outcome(result))
        .record(time);
  }

  @Override
  public void basketQuoted(ChainId chain, BasketQuote quote, Duration time) {
    Meters.latency(
            registry,
            "fairlead.basket.quote",
            "One quote of a basket",
            "chain",
            chain(chain, quote),
            "outcome",
            outcome(quote))
        .record(time);
  }

  /** Whoever asks for chains that are not there makes no series of his own. */
  private static String chain(ChainId chain, BasketQuote quote) {
    return quote instanceof BasketQuote.Refused(Rejection.UnknownChain _)
        ? "unknown"
        : chain.toString();
  }

  private static String outcome(BasketQuote quote) {
    return switch (quote) {
      case BasketQuote.Quoted _ -> "quoted";
      case BasketQuote.PartRefused _ -> "part_refused";
      case BasketQuote.Refused _ -> "refused";
    };
  }

  private static String outcome(ComparisonResult result) {
    return switch (result) {
      case ComparisonResult.Refused _ -> "refused";
      case ComparisonResult.Compared compared when compared.best().isEmpty() -> "nowhere";
      case ComparisonResult.Compared compared when !compared.missing().isEmpty() -> "partial";
      case ComparisonResult.Compared _ -> "complete";
    };
  }

  @Override
  public void boundLost(IntentId id, String why) {
    bound("never");
    LOG.info("intent={} bound lost reason=\"{}\"", id, why);
  }

  @Override
  public void troubled(IntentId id, String trouble) {
    registry.counter("fairlead.intent.trouble").increment();
    LOG.warn("intent={} trouble=\"{}\"", id, trouble);
  }

  @Override
  public void stopped(IntentId id, Throwable cause) {
    registry.counter("fairlead.intent.stopped").increment();
    LOG.error("intent={} stopped and needs a person", id, cause);
  }

  private static String word(Way way) {
    return switch (way) {
      case Way.Executor _ -> "executor";
      case Way.VenueRouter _ -> "venue_router";
    };
  }

  private static String word(IntentStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void laneHeld(ChainId chain, Address account, IntentId by) {
    registry.counter("fairlead.intent.lanes.held", "chain", chain.toString()).increment();
    LOG.error("lane held chain={} account={} by={}", chain, account, by);
  }
}
