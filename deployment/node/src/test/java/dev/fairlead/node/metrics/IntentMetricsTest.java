package dev.fairlead.node.metrics;

import static dev.fairlead.intent.IntentStatus.SUBMITTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.intent.BasketQuote;
import dev.fairlead.intent.ChainOffer;
import dev.fairlead.intent.ComparisonResult;
import dev.fairlead.intent.ComparisonResult.Compared;
import dev.fairlead.intent.ComparisonResult.Missing;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Rejection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class IntentMetricsTest {
  private static final ChainId CHAIN = new ChainId(10);
  private static final Missing SILENT = new Missing(CHAIN, "silence");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final IntentMetrics metrics = new IntentMetrics(registry);

  @Test
  void timesComparisonsOfChainsByWhatCameOfThem() {
    metrics.compared(compared(1, List.of()), Duration.ofMillis(3));
    metrics.compared(compared(2, List.of()), Duration.ofMillis(4));
    metrics.compared(compared(1, List.of(SILENT)), Duration.ofMillis(5));
    metrics.compared(compared(0, List.of(SILENT)), Duration.ofMillis(6));
    metrics.compared(
        new ComparisonResult.Refused(new Rejection.Invalid("sides", "none")), Duration.ofMillis(7));
    assertThat(count("complete")).isEqualTo(2);
    assertThat(count("partial")).isEqualTo(1);
    assertThat(count("nowhere")).isEqualTo(1);
    assertThat(count("refused")).isEqualTo(1);
    assertThat(
            registry
                .get("fairlead.comparison")
                .tag("outcome", "complete")
                .timer()
                .totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(7);
  }

  @Test
  void timesQuotesOfBasketsByWhatCameOfThem() {
    Rejection unknown = new Rejection.UnknownChain(new ChainId(77));
    metrics.basketQuoted(new ChainId(77), new BasketQuote.Refused(unknown), Duration.ofMillis(1));
    metrics.basketQuoted(
        CHAIN,
        new BasketQuote.Refused(new Rejection.Invalid("basket", "empty")),
        Duration.ofMillis(2));
    assertThat(
            registry.get("fairlead.basket.quote").timers().stream()
                .map(
                    timer -> timer.getId().getTag("chain") + " " + timer.getId().getTag("outcome")))
        .containsExactlyInAnyOrder("unknown refused", "10 refused");
  }

  @Test
  void countsBoundsByWhetherTheyCameWithTheirPlans() {
    IntentId id = new IntentId(new UUID(7, 1));
    Token token = new Token(CHAIN, Address.ZERO, "ETH", 18);
    metrics.recorded(new IntentEvent.PlanBounded(id, 1, token.amount(Uint256.ONE)), SUBMITTED);
    metrics.recorded(new IntentEvent.PlanBounded(id, 2, token.amount(Uint256.ONE)), SUBMITTED);
    metrics.boundLost(id, "the node is closing");

    assertThat(bounds("later")).isEqualTo(2);
    assertThat(bounds("never")).isEqualTo(1);
  }

  private double bounds(String recorded) {
    return registry.get("fairlead.intent.bounds").tag("recorded", recorded).counter().count();
  }

  private long count(String outcome) {
    return registry.get("fairlead.comparison").tag("outcome", outcome).timer().count();
  }

  private static Compared compared(int shares, List<Missing> missing) {
    ChainOffer offer =
        new ChainOffer.None(
            CHAIN,
            new BlockRef(new BlockNumber(1), new BlockHash(Bytes32.ZERO)),
            null,
            new Rejection.Invalid("any", "thing"));
    return new Compared(
        List.of(),
        Collections.nCopies(shares, offer),
        BigDecimal.ONE,
        BigDecimal.ONE,
        BigDecimal.ONE,
        missing);
  }
}
