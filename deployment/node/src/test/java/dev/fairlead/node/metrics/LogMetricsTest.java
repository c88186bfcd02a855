package dev.fairlead.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.AnchorCondition;
import dev.fairlead.event.AnchorCondition.State;
import dev.fairlead.event.LogDiverged;
import dev.fairlead.event.LogDiverged.Difference;
import dev.fairlead.model.LogPosition;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The names that alarms are written with. */
final class LogMetricsTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final LogMetrics metrics = new LogMetrics(registry);

  private static AnchorCondition anchor(State state, boolean silent) {
    return new AnchorCondition("file x", state, "", silent ? Instant.EPOCH : null);
  }

  @Test
  void tellsAnchorsByState() {
    metrics.anchorTurned(anchor(State.UNHEARD, true));
    assertThat(registry.scrape())
        .contains("fairlead_log_anchor_state{anchor=\"file x\",state=\"unheard\"} 1")
        .contains("fairlead_log_anchor_silent{anchor=\"file x\"} 1");

    metrics.anchorTurned(anchor(State.DIVERGED, false));
    assertThat(registry.scrape())
        .contains("fairlead_log_anchor_state{anchor=\"file x\",state=\"unheard\"} 0")
        .contains("fairlead_log_anchor_state{anchor=\"file x\",state=\"diverged\"} 1")
        .contains("fairlead_log_anchor_silent{anchor=\"file x\"} 0")
        .contains("fairlead_log_problems_total{kind=\"anchor_diverged\"} 1");
  }

  @Test
  void countsAMissingAnchorOnceThoughItFallsSilent() {
    metrics.anchorTurned(anchor(State.MISSING, false));
    metrics.anchorTurned(anchor(State.MISSING, true));

    assertThat(registry.scrape())
        .contains("fairlead_log_problems_total{kind=\"anchor_missing\"} 1");
  }

  @Test
  void tellsThatTheLogIsHalted() {
    assertThat(registry.scrape()).contains("fairlead_log_halted 0");

    metrics.halted(new LogDiverged(Difference.REWRITTEN, "a test", "it says so."));

    assertThat(registry.scrape()).contains("fairlead_log_halted 1");
  }

  @Test
  void tellsHowManyReadersThereAreAndHowOldTheLastCheckpointIs() {
    metrics.subscriptionOpened();
    metrics.subscriptionOpened();
    metrics.subscriptionEnded();
    metrics.covered(new LogPosition(3));

    assertThat(registry.scrape())
        .contains("fairlead_log_subscribers 1")
        .containsPattern("(?m)^fairlead_log_checkpoint_age_seconds \\d\\.\\d+(E-\\d)?$");
  }

  @Test
  void tellsHowFarEachProjectionIsAndWhichHasStopped() {
    metrics.projected("intent_index", new LogPosition(7), 3);
    metrics.projected("snapshot", new LogPosition(5), 1);
    metrics.projectionStopped(
        "intent_index", new LogPosition(8), new IllegalStateException("a test"));

    assertThat(registry.scrape())
        .contains("fairlead_log_projection_position{projection=\"intent_index\"} 8.0")
        .contains("fairlead_log_projection_stopped{projection=\"intent_index\"} 1.0")
        .contains("fairlead_log_projection_position{projection=\"snapshot\"} 5.0")
        .contains("fairlead_log_projection_stopped{projection=\"snapshot\"} 0.0")
        .contains("fairlead_log_problems_total{kind=\"projection_stopped\"} 1.0");

    metrics.projected("intent_index", new LogPosition(9), 2);
    assertThat(registry.scrape())
        .contains("fairlead_log_projection_position{projection=\"intent_index\"} 9.0")
        .contains("fairlead_log_projection_stopped{projection=\"intent_index\"} 0.0");
  }
}
