package dev.fairlead.model.fee;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InclusionSpeedTest {
  @ParameterizedTest
  @CsvSource({
    "PT-1S, PT12S, URGENT",
    "PT0S, PT12S, URGENT",
    "PT11S, PT12S, URGENT",
    "PT24S, PT12S, URGENT",
    "PT36S, PT12S, FAST",
    "PT60S, PT12S, FAST",
    "PT84S, PT12S, NORMAL",
    "PT30M, PT12S, NORMAL",
    "PT31M, PT12S, SLOW",
    "PT60S, PT2S, NORMAL",
    "PT1S, PT0.25S, FAST",
  })
  void isAsUrgentAsTheBlocksThatAreLeft(Duration left, Duration blockTime, InclusionSpeed speed) {
    assertThat(InclusionSpeed.within(left, blockTime)).isEqualTo(speed);
  }
}
