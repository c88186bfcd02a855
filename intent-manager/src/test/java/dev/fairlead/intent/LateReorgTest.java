package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.intent.IntentId;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A reorg that loses a trade when its time is over. */
final class LateReorgTest {
  private static final IntentId ID = Samples.id(1);

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @DisplayName("failures #66: what a reorg lost after its deadline is withdrawn and never traded")
  void withdrawsWhatAReorgLostAfterItsDeadline() throws InterruptedException {
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(ID, IntentStatus.SUBMITTED);
    world.chain.mine();
    world.await(ID, IntentStatus.INCLUDED);
    world.clock.advance(Duration.ofMinutes(2));

    world.chain.reorganise(1);
    world.chain.forgetPending();
    world.chain.mineOnly();

    IntentState end = world.finish(ID);
    assertThat(end.status()).isEqualTo(IntentStatus.EXPIRED);
    assertThat(world.names(ID)).containsSubsequence("Included", "Retracted", "Expired");
    assertThat(end.details().slots()).allMatch(slot -> slot.current().isCancellation());
    assertThat(world.chain.trades()).isZero();
    assertThat(world.chain.ledger().nonce(Samples.ACCOUNT_OF_TESTS)).isEqualTo(2);
  }
}
