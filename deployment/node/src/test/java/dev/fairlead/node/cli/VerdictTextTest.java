package dev.fairlead.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.api.v1.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class VerdictTextTest {
  private static Verdict.Builder sound() {
    return Verdict.newBuilder()
        .setSound(true)
        .setEvents(100)
        .setSignatures(10)
        .setCheckpoints(3)
        .addKeys("0123456789abcdef");
  }

  @Test
  @DisplayName(
      "failures #136: a log that nobody outside vouches for is called sound with a warning")
  void warnsWhereNoCheckpointIsFromOutside() {
    assertThat(EventsCommand.sentence(sound().build()))
        .contains("3 checkpoints agree, 0 of them from outside of the database")
        .contains("WARNING", "rewritten with a stolen key would not be noticed");
  }

  @Test
  void saysHowFarTheCheckpointsFromOutsideReach() {
    Verdict.Builder verdict = sound().setOutsideCheckpoints(2).setOutsideUpTo(90);

    assertThat(EventsCommand.sentence(verdict.build()))
        .contains("2 of them from outside")
        .contains("end at position 90")
        .doesNotContain("WARNING");
    assertThat(EventsCommand.sentence(verdict.setOutsideUpTo(100).build()))
        .doesNotContain("\n", "WARNING");
  }

  @Test
  void saysWhatWasNotChecked() {
    assertThat(EventsCommand.sentence(sound().addUnchecked("the keys of old requests").build()))
        .contains("\nNOT CHECKED: the keys of old requests");
  }
}
