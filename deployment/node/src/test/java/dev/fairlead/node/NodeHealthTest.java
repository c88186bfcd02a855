package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.AnchorCondition;
import dev.fairlead.event.AnchorCondition.State;
import dev.fairlead.event.LogCondition;
import dev.fairlead.event.Projections;
import dev.fairlead.model.LogPosition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class NodeHealthTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  private static NodeHealth of(
      @Nullable String halted, @Nullable String unsigned, AnchorCondition... anchors) {
    return new NodeHealth(
        new LogCondition(halted, unsigned, List.of(anchors)), List.of(), List.of(), null, NOW);
  }

  private static AnchorCondition anchor(State state, @Nullable Instant silentSince) {
    return new AnchorCondition("file x", state, "so it is", silentSince);
  }

  private static void isTrouble(NodeHealth health, String what) {
    assertThat(health.troubles()).singleElement().asString().contains(what);
    assertThat(health.warnings()).isEqualTo(health.troubles());
  }

  @Test
  void isWellWithAnchorsThatAgree() {
    NodeHealth health = of(null, null, anchor(State.AGREES, null));

    assertThat(health.troubles()).isEmpty();
    assertThat(health.warnings()).isEmpty();
  }

  @Test
  void isNotWellWhenTheLogIsHalted() {
    isTrouble(of("the log went backwards", null), "appends no more: the log went backwards");
  }

  @Test
  void isNotWellWithoutCheckpoints() {
    isTrouble(of(null, "no database"), "no checkpoint of the log can be taken: no database");
  }

  @Test
  void isNotWellWhenAnAnchorDisagrees() {
    isTrouble(of(null, null, anchor(State.DIVERGED, null)), "anchor file x: so it is");
  }

  @Test
  void isNotWellWhenAnAnchorIsSilentForLong() {
    Instant since = NOW.minus(NodeHealth.SILENCE);
    assertThat(of(null, null, anchor(State.UNHEARD, since.plusMillis(1))).warnings()).isEmpty();

    isTrouble(of(null, null, anchor(State.UNHEARD, since)), "the log was not compared with it");
    isTrouble(of(null, null, anchor(State.AGREES, since)), "checkpoints wait for it");
  }

  @Test
  void warnsOfAnAnchorThatLostItsCheckpointsOrNeverTells() {
    NodeHealth missing = of(null, null, anchor(State.MISSING, null));
    assertThat(missing.troubles()).isEmpty();
    assertThat(missing.warnings()).singleElement().asString().contains("file x is missing");

    assertThat(of(null, null, anchor(State.WRITE_ONLY, null)).warnings())
        .singleElement()
        .asString()
        .contains("never compared");
  }

  @Test
  void isNotWellWhenAProjectionOrAChainHasStopped() {
    NodeHealth health =
        new NodeHealth(
            new LogCondition(null, null, List.of()),
            List.of(
                new Projections.State("fine", new LogPosition(9), null),
                new Projections.State("intent_index", new LogPosition(7), "poison")),
            List.of("chain 1: no pools"),
            "plain",
            NOW);

    assertThat(health.troubles())
        .hasSize(2)
        .first()
        .asString()
        .contains("intent_index has stopped after position 7: poison");
    assertThat(health.warnings()).hasSize(3).first().asString().contains("no TimescaleDB: plain");
  }
}
