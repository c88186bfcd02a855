package dev.fairlead.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class EventIdTest {
  @Test
  void makesNeighboursThatAreNeverTheSame() {
    UUID before = EventId.next().value();
    Set<UUID> all = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      UUID id = EventId.next().value();
      assertThat(all.add(id)).isTrue();
      assertThat(id.version()).isEqualTo(8);
      assertThat(id.variant()).isEqualTo(2);
      assertThat((counter(id) - counter(before)) & 0xffff_ffff_ffffL).isBetween(1L, 1_000_000L);
    }
  }

  @Test
  void tellsItsProcessFromOthers() throws Exception {
    URL[] places = {EventId.class.getProtectionDomain().getCodeSource().getLocation()};
    Set<Rest> rests = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      try (URLClassLoader other = new URLClassLoader(places, null)) {
        Class<?> own = Class.forName(EventId.class.getName(), true, other);
        Rest one = rest(own);
        assertThat(rest(own)).isEqualTo(one);
        assertThat(rests.add(one)).isTrue();
      }
    }
  }

  /** The bits of an id that are no counter. */
  private record Rest(long high, long low) {}

  private static Rest rest(Class<?> ids) throws ReflectiveOperationException {
    Object id = ids.getMethod("next").invoke(null);
    UUID value = (UUID) ids.getMethod("value").invoke(id);
    return new Rest(value.getMostSignificantBits() & 0xffff, value.getLeastSignificantBits());
  }

  private static long counter(UUID id) {
    return id.getMostSignificantBits() >>> 16;
  }
}
