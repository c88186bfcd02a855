package dev.fairlead.event.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.postgres.Batch.Change;
import dev.fairlead.event.postgres.StreamPlaces.Place;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StreamPlacesTest {
  private final StreamPlaces places = new StreamPlaces();

  private void wrote(long version) {
    places.wrote(Map.of(LogFixture.stream("s"), new Place(7, version)));
  }

  private boolean reaches(long version) {
    return places.reach(Map.of(LogFixture.stream("s"), new Change(version, version + 1)));
  }

  @Test
  void knowsAVersionOnceItIsWritten() {
    assertThat(reaches(0)).isTrue();
    assertThat(reaches(1)).isFalse();

    wrote(2);

    assertThat(reaches(2)).isTrue();
    assertThat(reaches(3)).isFalse();
    assertThat(places.number(LogFixture.stream("s"))).isEqualTo(7);
  }

  @Test
  void staysAtTheLaterOfTwoCommitsThatAreToldOutOfOrder() {
    wrote(3);
    wrote(2);

    assertThat(reaches(3)).isTrue();
  }
}
