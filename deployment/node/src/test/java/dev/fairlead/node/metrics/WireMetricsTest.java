package dev.fairlead.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.ChainId;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The names that alarms are written with. */
final class WireMetricsTest {
  private static final ChainId CHAIN = new ChainId(1);
  private static final String LABELS = "{chain=\"1\",endpoint=\"https://node\"}";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final WireMetrics metrics = new WireMetrics(registry);

  @Test
  void tellsWhatIsUnderWayAndWhatWaits() {
    metrics.underWay(CHAIN, "https://node", 1);
    metrics.underWay(CHAIN, "https://node", 1);
    metrics.underWay(CHAIN, "https://node", -1);
    metrics.awaitingBudget(CHAIN, "https://node", 1);
    assertThat(registry.scrape())
        .contains("fairlead_rpc_under_way" + LABELS + " 1")
        .contains("fairlead_rpc_awaiting_budget" + LABELS + " 1");
  }

  @Test
  void countsPausesAndReconnects() {
    metrics.rateLimited(CHAIN, "https://node", Duration.ofSeconds(1));
    metrics.reconnecting(CHAIN, "https://node", "it broke");
    assertThat(registry.scrape())
        .contains("fairlead_rpc_rate_limited_total" + LABELS + " 1")
        .contains("fairlead_rpc_reconnects_total" + LABELS + " 1");
  }
}
