package dev.fairlead.chain.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CallWindowTest {
  private final CallWindow window = new CallWindow();

  @Test
  void isPatientAsGivenUntilItKnowsEnough() {
    assertThat(window.percentile(95)).isZero();
    for (int i = 1; i <= 15; i++) {
      window.add(i, false);
    }
    assertThat(window.patience(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
    window.add(16, true);
    assertThat(window.patience(Duration.ofSeconds(1))).isEqualTo(Duration.ofNanos(16));
    assertThat(window.failures()).isEqualTo(1);
  }

  @Test
  void forgetsAllButTheNewest() {
    for (int i = 0; i < CallWindow.SIZE; i++) {
      window.add(1_000_000, true);
    }
    for (int i = 1; i <= CallWindow.SIZE; i++) {
      window.add(i, false);
    }
    assertThat(window.count()).isEqualTo(CallWindow.SIZE);
    assertThat(window.failures()).isZero();
    assertThat(window.percentile(50)).isEqualTo(Duration.ofNanos(65));
    assertThat(window.percentile(95)).isEqualTo(Duration.ofNanos(122));
  }
}
