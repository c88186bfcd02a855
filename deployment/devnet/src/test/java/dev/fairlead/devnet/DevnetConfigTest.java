package dev.fairlead.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.ChainId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DevnetConfigTest {
  @Test
  void hasTheseDefaults() {
    assertThat(DevnetConfig.defaults())
        .isEqualTo(new DevnetConfig(List.of(new ChainId(1)), 0, Duration.ZERO, false, 0, 1));
  }

  @Test
  void refusesValuesThatMakeNoDevnet() {
    DevnetConfig defaults = DevnetConfig.defaults();

    assertThatThrownBy(defaults::withChains).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> defaults.withChains(DevnetConfig.BASE, DevnetConfig.BASE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> defaults.withFirstPort(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> defaults.withBlockTime(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> defaults.withSlotsInAnEpoch(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
