package dev.fairlead.chain.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.ChainException.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ConditionTest {
  private static final Duration QUARANTINE = Duration.ofMinutes(1);

  private final List<EndpointState> changes = new ArrayList<>();
  private long now = 1;
  private final Condition condition =
      new Condition(() -> now, QUARANTINE, (state, _) -> changes.add(state));

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private void sound(int times) {
    for (int i = 0; i < times; i++) {
      condition.sound();
    }
  }

  @Test
  void isUnreachableAfterTwoFailuresInARowAndHealthyAfterAnAnswer() {
    condition.failed(Fault.NO_ANSWER, "silence");
    condition.answered();
    condition.failed(Fault.NO_ANSWER, "silence");
    assertThat(condition.state()).isEqualTo(EndpointState.HEALTHY);
    condition.failed(Fault.NO_ANSWER, "silence again");
    assertThat(condition.state()).isEqualTo(EndpointState.UNREACHABLE);
    assertThat(condition.reason()).isEqualTo("silence again");
    condition.answered();
    assertThat(changes).containsExactly(EndpointState.UNREACHABLE, EndpointState.HEALTHY);
  }

  @Test
  void isLyingAfterThreeDisproofsWithinAMinute() {
    condition.failed(Fault.DISPROVED, "bloom");
    condition.failed(Fault.DISPROVED, "bloom");
    pass(Condition.MEMORY.plusNanos(1));
    condition.failed(Fault.DISPROVED, "bloom");
    condition.failed(Fault.DISPROVED, "bloom");
    condition.answered();
    assertThat(condition.state()).isEqualTo(EndpointState.HEALTHY);
    condition.failed(Fault.DISPROVED, "bloom");
    assertThat(condition.state()).isEqualTo(EndpointState.LYING);
  }

  @Test
  void aLiarComesBackOnlyAfterTheQuarantineAndThreeProofsInARow() {
    condition.condemn(EndpointState.LYING, "another hash");
    sound(10);
    assertThat(condition.state()).isEqualTo(EndpointState.LYING);
    pass(QUARANTINE);
    condition.late(EndpointState.BEHIND, "behind");
    sound(2);
    assertThat(condition.state()).isEqualTo(EndpointState.LYING);
    sound(1);
    assertThat(condition.state()).isEqualTo(EndpointState.HEALTHY);
  }

  @ParameterizedTest
  @EnumSource(names = {"WRONG_CHAIN", "FORKED"})
  void othersComeBackByThreeProofsInARow(EndpointState quarantined) {
    condition.condemn(quarantined, "elsewhere");
    sound(2);
    condition.failed(Fault.NO_ANSWER, "silence");
    sound(2);
    assertThat(condition.state()).isEqualTo(quarantined);
    sound(1);
    assertThat(condition.state()).isEqualTo(EndpointState.HEALTHY);
  }

  @Test
  void aLiarStaysOneWhateverElseItDoes() {
    condition.condemn(EndpointState.LYING, "another hash");
    condition.failed(Fault.NO_ANSWER, "silence");
    condition.failed(Fault.NO_ANSWER, "silence");
    condition.failed(Fault.RATE_LIMITED, "slow down");
    condition.failed(Fault.WRONG_CHAIN, "chain 10");
    condition.answered();
    assertThat(condition.state()).isEqualTo(EndpointState.LYING);
  }

  @Test
  void pausesLongerEachTimeTheRateIsLimited() {
    condition.failed(Fault.RATE_LIMITED, "slow down");
    assertThat(condition.state()).isEqualTo(EndpointState.RATE_LIMITED);
    condition.sound();
    assertThat(condition.isPausing()).isTrue();
    assertThat(condition.state()).isEqualTo(EndpointState.RATE_LIMITED);
    pass(Duration.ofMillis(1_500));
    assertThat(condition.isPausing()).isFalse();
    condition.failed(Fault.RATE_LIMITED, "slow down");
    pass(Duration.ofMillis(999));
    assertThat(condition.isPausing()).isTrue();
    pass(Duration.ofMillis(2_001));
    condition.sound();
    assertThat(condition.state()).isEqualTo(EndpointState.HEALTHY);
  }

  @Test
  void tellsForHowLongItIsInAState() {
    pass(Duration.ofSeconds(5));
    assertThat(condition.since()).isEqualTo(Duration.ofSeconds(5));
    condition.late(EndpointState.SYNCING, "it is syncing");
    pass(Duration.ofSeconds(2));
    condition.late(EndpointState.SYNCING, "it is syncing");
    assertThat(condition.since()).isEqualTo(Duration.ofSeconds(2));
    condition.sound();
    assertThat(condition.since()).isZero();
  }
}
