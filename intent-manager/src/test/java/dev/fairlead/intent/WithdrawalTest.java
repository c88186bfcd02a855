package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.IntentId;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Intents that are no longer wanted, by whom or whatever it may be, in the world in memory. */
final class WithdrawalTest {
  private static final IntentId ID = Samples.id(1);

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void cancelsAtOnceBeforeANonceIsBound() throws InterruptedException {
    world.chain.change(ledger ->
        ledger.setBalance(Samples.USDC.address(), Samples.ACCOUNT_OF_TESTS, Uint256.ZERO));
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(ID, s -> s instanceof IntentState.Open o && o.life().deferral() != null);
    assertThat(engine.desk().cancel(ID, "desk"))
        .isEqualTo(new CancelResult.Requested(IntentStatus.CANCELLED));
    assertThat(engine.desk().cancel(ID, "desk"))
        .isEqualTo(new CancelResult.TooLate(IntentStatus.CANCELLED));
    assertThat(engine.desk().cancel(Samples.id(99), "desk")).isEqualTo(new CancelResult.Unknown());
  }

  @Test
  void cancelsOnChainAfterTheTradeWasSent() throws InterruptedException {
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(ID, IntentStatus.SUBMITTED);
    assertThat(engine.desk().cancel(ID, "desk"))
        .isEqualTo(new CancelResult.Requested(IntentStatus.CANCELLING));
    world.await(ID, s -> allCancellationsSent(s));
    IntentState end = world.finish(ID);
    assertThat(end.status()).isEqualTo(IntentStatus.CANCELLED);
    assertThat(world.chain.trades()).isZero();
    assertThat(world.chain.ledger().nonce(Samples.ACCOUNT_OF_TESTS)).isEqualTo(2);
  }

  @Test
  @DisplayName("failures #62: the trade that won against its cancellation counts as filled")
  void settlesWhenTheTradeWinsAgainstItsCancellation() throws InterruptedException {
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(ID, IntentStatus.SUBMITTED);
    var originals = world.chain.offered();
    engine.desk().cancel(ID, "desk");
    world.await(ID, s -> allCancellationsSent(s));
    world.chain.mineOnly(originals.get(0), originals.get(1));
    assertThat(world.finish(ID).status()).isEqualTo(IntentStatus.SETTLED);
    assertThat(world.names(ID)).contains("CancelRequested");
    assertThat(world.chain.trades()).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "failures #64: a deadline that passes while pending is cancelled on chain, then ends")
  void expiresOnChainWhenTheDeadlinePassesWhilePending() throws InterruptedException {
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(ID, IntentStatus.SUBMITTED);
    world.chain.forgetPending();
    world.clock.advance(Duration.ofMinutes(2));
    world.chain.mineOnly();
    world.await(ID, s -> allCancellationsSent(s));
    assertThat(world.store.stateOf(ID).status()).isEqualTo(IntentStatus.CANCELLING);
    assertThat(world.finish(ID).status()).isEqualTo(IntentStatus.EXPIRED);
    assertThat(world.chain.trades()).isZero();
    assertThat(world.chain.ledger().nonce(Samples.ACCOUNT_OF_TESTS)).isEqualTo(2);
  }

  @Test
  @DisplayName("failures #68: after a reorg, the cancellation that took the nonces is what counts")
  void isCancelledWhenItsCancellationIsMinedInstead() throws InterruptedException {
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(ID, IntentStatus.SUBMITTED);
    var originals = world.chain.offered();
    engine.desk().cancel(ID, "desk");
    world.await(ID, s -> allCancellationsSent(s));
    var cancellations =
        world.chain.offered().stream().filter(sent -> !originals.contains(sent)).toList();
    world.chain.mineOnly(originals.get(0), originals.get(1));
    world.await(ID, IntentStatus.INCLUDED);
    world.chain.reorganise(1);
    world.chain.mineOnly(cancellations.get(0), cancellations.get(1));
    assertThat(world.finish(ID).status()).isEqualTo(IntentStatus.CANCELLED);
    assertThat(world.names(ID)).containsSubsequence("Included", "Retracted", "Included");
    assertThat(world.names(ID)).doesNotContain("Settled");
    assertThat(world.chain.trades()).isZero();
  }

  private static boolean allCancellationsSent(IntentState state) {
    return state.details().slots().stream()
        .allMatch(
            slot -> slot.current().isCancellation() && !slot.current().submissions().isEmpty());
  }
}
