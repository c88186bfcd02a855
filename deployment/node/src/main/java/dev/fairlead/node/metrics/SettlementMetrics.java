package dev.fairlead.node.metrics;

import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.IntentEvent.Included;
import dev.fairlead.model.intent.LimitCheck;
import dev.fairlead.model.settlement.BalanceCheck;
import dev.fairlead.model.settlement.FeePaid;
import dev.fairlead.model.settlement.Movement;
import dev.fairlead.model.settlement.Revert;
import dev.fairlead.model.settlement.Settlement;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What transactions cost and moved; counted again where a reorg includes them again. */
final class SettlementMetrics {
  private static final Logger LOG = LoggerFactory.getLogger("fairlead.settlement");
  private static final double WEI_PER_ETHER = 1e18;

  private final MeterRegistry registry;

  SettlementMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void included(Included included) {
    Settlement settlement = included.settlement();
    if (settlement == null) {
      return;
    }
    String chain = included.sold().token().chain().toString();
    paid(chain, settlement.fee());
    Revert revert = settlement.revert();
    if (revert != null) {
      registry
          .counter("fairlead.settlement.reverts", "chain", chain, "kind", word(revert.kind()))
          .increment();
      LOG.warn(
          "intent={} tx={} reverted kind={} reason=\"{}\"",
          included.id(),
          included.hash(),
          word(revert.kind()),
          revert.reason());
    }
    settlement.movements().forEach(movement -> compared(chain, included, movement));
    LimitCheck limits = included.limits();
    if (limits != null && !limits.kept()) {
      registry.counter("fairlead.settlement.limits.broken", "chain", chain).increment();
      LOG.error(
          "intent={} tx={} moved {} for {}, against at most {} and at least {}",
          included.id(),
          included.hash(),
          included.sold(),
          included.bought(),
          limits.most(),
          limits.least());
    }
  }

  private void paid(String chain, FeePaid fee) {
    paid(chain, "execution", fee.execution());
    paid(chain, "data", fee.data());
    paid(chain, "operator", fee.operator());
    paid(chain, "blobs", fee.blobs());
  }

  /** For graphs only: what is booked is exact, and in the log. */
  private void paid(String chain, String part, Wei fee) {
    registry
        .counter("fairlead.settlement.fees.ether", "chain", chain, "part", part)
        .increment(fee.value().toDouble() / WEI_PER_ETHER);
  }

  private void compared(String chain, Included included, Movement movement) {
    switch (movement.balance()) {
      case BalanceCheck.Compared compared when compared.isExplained() -> count(chain, "agrees");
      case BalanceCheck.Compared compared -> {
        boolean missing = compared.excess().signum() < 0;
        count(chain, missing ? "short" : "over");
        // Anybody can send us more; that something is missing needs a person.
        LOG.atLevel(missing ? Level.ERROR : Level.WARN)
            .log(
                "intent={} tx={} holder={} token={} received={} given={} excess={} {}",
                included.id(),
                included.hash(),
                movement.holder(),
                movement.token() == null ? "native" : movement.token(),
                movement.received(),
                movement.given(),
                compared.excess(),
                compared);
      }
      case BalanceCheck.Unknown(String why) -> {
        count(chain, "unknown");
        LOG.warn("intent={} tx={} balance unknown: {}", included.id(), included.hash(), why);
      }
    }
  }

  private void count(String chain, String result) {
    registry.counter("fairlead.settlement.balances", "chain", chain, "result", result).increment();
  }

  private static String word(Revert.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
