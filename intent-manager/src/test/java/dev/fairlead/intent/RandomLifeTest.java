package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.TxHash;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentEvent.Included;
import dev.fairlead.model.intent.TransactionRole;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Thousands of random lives, each held against the laws that no life may break. */
final class RandomLifeTest {
  private static final int LIVES = 20_000;
  private static final int TURNS = 400;
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_120L);

  @Test
  @DisplayName("failures I9: every life replays to the state that was lived")
  void everyLifeReplaysToTheSameState() {
    for (int i = 0; i < LIVES / 10; i++) {
      RandomLife life = live(SEED + i);
      assertThat(IntentState.replay(life.events())).as("seed %d", SEED + i).isEqualTo(life.state());
    }
  }

  @Test
  @DisplayName("failures #13, #62, #67: no life trades twice, nor ends with a nonce open")
  void everyLifeKeepsTheLaws() {
    Map<IntentStatus, Integer> ends = new EnumMap<>(IntentStatus.class);
    for (int i = 0; i < LIVES; i++) {
      RandomLife life = live(SEED + i);
      String seed = "seed " + (SEED + i);
      checkOrder(life.events(), seed);
      checkEnd(life, seed);
      ends.merge(life.state().status(), 1, Integer::sum);
    }
    System.out.println("seed " + SEED + ": " + LIVES + " lives ended as " + ends);
    assertThat(ends.keySet())
        .contains(
            IntentStatus.SETTLED,
            IntentStatus.FAILED,
            IntentStatus.CANCELLED,
            IntentStatus.EXPIRED);
  }

  private static RandomLife live(long seed) {
    RandomLife life = new RandomLife(seed);
    for (int turn = 0; turn < TURNS && life.turn(); turn++) {
      assertThat(life.state()).isInstanceOf(IntentState.Open.class);
    }
    return life;
  }

  /** Nothing is signed that was not assigned, sent that was not signed, ended twice. */
  private static void checkOrder(List<IntentEvent> events, String seed) {
    Set<TxHash> signed = new HashSet<>();
    Set<Object> assigned = new HashSet<>();
    Set<TxHash> trades = new HashSet<>();
    Set<Integer> bounded = new HashSet<>();
    int plans = 0;
    boolean bound = false;
    for (IntentEvent event : events) {
      switch (event) {
        case IntentEvent.Assigned a -> {
          assigned.add(a.transaction());
          bound = true;
        }
        case IntentEvent.Signed s -> {
          assertThat(assigned).as(seed).contains(s.transaction().transaction());
          signed.add(s.transaction().hash());
          if (s.role() == TransactionRole.TRADE) {
            trades.add(s.transaction().hash());
          }
        }
        case IntentEvent.Submitted s -> assertThat(signed).as(seed).contains(s.hash());
        case IntentEvent.Included i -> assertThat(signed).as(seed).contains(i.hash());
        case IntentEvent.Planned _ -> {
          assertThat(bound).as(seed).isFalse();
          plans++;
        }
        case IntentEvent.PlanBounded b -> {
          assertThat(b.plan()).as(seed).isLessThanOrEqualTo(plans);
          assertThat(bounded.add(b.plan())).as(seed).isTrue();
        }
        case IntentEvent.Accepted _,
            IntentEvent.Refused _,
            IntentEvent.Deferred _,
            IntentEvent.Simulated _,
            IntentEvent.Retracted _,
            IntentEvent.CancelRequested _,
            IntentEvent.Settled _,
            IntentEvent.Failed _,
            IntentEvent.Cancelled _,
            IntentEvent.Expired _ -> {}
      }
    }
    assertThat(trades).as(seed).hasSizeLessThanOrEqualTo(1);
  }

  /** An ended intent says what the chain says, and leaves no nonce behind. */
  private static void checkEnd(RandomLife life, String seed) {
    if (!(life.state() instanceof IntentState.Ended ended)) {
      return;
    }
    for (Slot slot : ended.life().slots()) {
      assertThat(slot.included()).as(seed).isPresent();
    }
    List<Included> trades =
        life.mined().values().stream()
            .filter(i -> i.role() == TransactionRole.TRADE && i.succeeded())
            .toList();
    if (ended.end() instanceof IntentEvent.Settled settled) {
      assertThat(trades)
          .as(seed)
          .singleElement()
          .extracting(Included::hash)
          .isEqualTo(settled.hash());
      assertThat(life.settled()).as(seed).contains(settled.hash());
    } else {
      assertThat(trades).as(seed).isEmpty();
    }
    assertThat(ended.life().fee())
        .as(seed)
        .isEqualTo(
            life.mined().values().stream()
                .map(i -> i.gasPrice().times(i.gasUsed()))
                .reduce(dev.fairlead.model.Wei.ZERO, dev.fairlead.model.Wei::plus));
  }
}
