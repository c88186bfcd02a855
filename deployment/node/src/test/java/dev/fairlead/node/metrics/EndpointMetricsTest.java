package dev.fairlead.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.ChainException.Fault;
import dev.fairlead.chain.endpoint.EndpointState;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.ChainId;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The names that alarms are written with. */
final class EndpointMetricsTest {
  private static final ChainId CHAIN = new ChainId(10);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final EndpointMetrics metrics = new EndpointMetrics(registry);

  @Test
  void tellsEachEndpointsState() {
    metrics.endpoint(CHAIN, "own", EndpointState.HEALTHY, "");
    metrics.endpoint(CHAIN, "own", EndpointState.WRONG_CHAIN, "it serves chain 1");
    assertThat(registry.scrape())
        .contains("fairlead_endpoint_state{chain=\"10\",endpoint=\"own\",state=\"wrong-chain\"} 1")
        .contains("fairlead_endpoint_state{chain=\"10\",endpoint=\"own\",state=\"healthy\"} 0");
  }

  @Test
  void countsWhatGoesWrong() {
    metrics.endpointFailed(CHAIN, "own", Fault.RATE_LIMITED, "slow down");
    metrics.endpointAnswered(CHAIN, "own", Duration.ofMillis(3));
    metrics.probed(CHAIN, "own", new BlockNumber(5), 7);
    metrics.hedged(CHAIN, "second");
    metrics.disagreed(CHAIN, "own says 1; second says 2");
    assertThat(registry.scrape())
        .contains(
            "fairlead_endpoint_failures_total{chain=\"10\",endpoint=\"own\",kind=\"rate-limited\"} 1")
        .contains("fairlead_endpoint_latency_seconds_count{chain=\"10\",endpoint=\"own\"} 1")
        .contains("fairlead_endpoint_lag{chain=\"10\",endpoint=\"own\"} 7")
        .contains("fairlead_endpoint_hedges_total{chain=\"10\",endpoint=\"second\"} 1")
        .contains("fairlead_endpoint_disagreements_total{chain=\"10\"} 1");
  }
}
