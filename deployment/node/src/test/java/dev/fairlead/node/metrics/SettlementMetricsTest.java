package dev.fairlead.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.intent.IntentStatus;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.IntentEvent.Included;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.LimitCheck;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.settlement.BalanceCheck;
import dev.fairlead.model.settlement.FeePaid;
import dev.fairlead.model.settlement.Movement;
import dev.fairlead.model.settlement.Revert;
import dev.fairlead.model.settlement.Settlement;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The names that alarms are written with. */
final class SettlementMetricsTest {
  private static final Address ACCOUNT = Address.ZERO;
  private static final TokenAmount AMOUNT =
      new Token(new ChainId(10), Address.ZERO, "T", 18).amount(Uint256.of(5));

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final IntentMetrics metrics = new IntentMetrics(registry);

  @Test
  void countsFeesByTheirParts() {
    record(
        new Settlement(
            0,
            new FeePaid(
                Wei.of(1_000_000_000_000_000_000L),
                Wei.of(500_000_000_000_000_000L),
                Wei.ZERO,
                Wei.ZERO),
            null,
            List.of()),
        null);
    assertThat(registry.scrape())
        .contains("fairlead_settlement_fees_ether_total{chain=\"10\",part=\"execution\"} 1.0")
        .contains("fairlead_settlement_fees_ether_total{chain=\"10\",part=\"data\"} 0.5");
  }

  @Test
  void countsWhatBalancesShow() {
    record(
        settlement(compared(10, 15), compared(10, 14), compared(10, 16)),
        new LimitCheck(AMOUNT, AMOUNT, false));
    record(settlement(new BalanceCheck.Unknown("silence")), new LimitCheck(AMOUNT, AMOUNT, true));
    assertThat(registry.scrape())
        .contains("fairlead_settlement_balances_total{chain=\"10\",result=\"agrees\"} 1.0")
        .contains("fairlead_settlement_balances_total{chain=\"10\",result=\"short\"} 1.0")
        .contains("fairlead_settlement_balances_total{chain=\"10\",result=\"over\"} 1.0")
        .contains("fairlead_settlement_balances_total{chain=\"10\",result=\"unknown\"} 1.0")
        .contains("fairlead_settlement_limits_broken_total{chain=\"10\"} 1.0");
  }

  @Test
  void countsRevertsByTheirKindAndNeverByTheirWords() {
    for (Revert.Kind kind : Revert.Kind.values()) {
      record(
          new Settlement(0, FeePaid.of(Wei.ZERO), new Revert(kind, "words of " + kind), List.of()),
          null);
    }
    assertThat(registry.scrape())
        .contains("fairlead_settlement_reverts_total{chain=\"10\",kind=\"out_of_gas\"} 1.0")
        .doesNotContain("words of");
  }

  @Test
  void saysNothingOfEventsThatSayNothing() {
    record(null, null);
    assertThat(registry.scrape()).doesNotContain("fairlead_settlement");
  }

  private void record(@Nullable Settlement settlement, @Nullable LimitCheck limits) {
    metrics.recorded(
        new Included(
            new IntentId(new UUID(1, 2)),
            TransactionRole.TRADE,
            new TxHash(Bytes32.ZERO),
            new BlockRef(new BlockNumber(9), new BlockHash(Bytes32.ZERO)),
            true,
            new Gas(21_000),
            FeePerGas.of(1),
            AMOUNT,
            AMOUNT,
            settlement,
            limits),
        IntentStatus.INCLUDED);
  }

  private static Settlement settlement(BalanceCheck... checks) {
    return new Settlement(
        0,
        FeePaid.of(Wei.ZERO),
        null,
        List.of(checks).stream()
            .map(check -> new Movement(ACCOUNT, ACCOUNT, Uint256.of(5), Uint256.ZERO, check))
            .toList());
  }

  private static BalanceCheck compared(long before, long after) {
    return new BalanceCheck.Compared(
        Uint256.of(before), Uint256.of(after), Uint256.of(5), Uint256.ZERO);
  }
}
