package dev.fairlead.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class EventIdTest {
  @Test
  void makesNeighboursThatAreNeverTheSame() {
    UUID before = EventId.random().value();
    Set<UUID> all = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      UUID id = EventId.random().value();
      assertThat(all.add(id)).isTrue();
      assertThat(id.version()).isEqualTo(8);
      assertThat(id.variant()).isEqualTo(2);
      assertThat((counter(id) - counter(before)) & 0xffff_ffff_ffffL).isBetween(1L, 1_000_000L);
    }
  }

  @Test
  void keepsTheRestRandom() {
    Set<Long> tails = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      tails.add(EventId.random().value().getLeastSignificantBits());
    }
    assertThat(tails).hasSize(1_000);
  }

  private static long counter(UUID id) {
    return id.getMostSignificantBits() >>> 16;
  }
}
