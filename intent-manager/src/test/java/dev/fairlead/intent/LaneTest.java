package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.node.NodeEvent;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;
import dev.fairlead.signing.LocalSigner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Nonces, allowances and channels, when several intents share an account. */
final class LaneTest {
  private static final int MANY = 50;

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @DisplayName(
      "failures #43: 50 intents at once for one account take consecutive nonces, all settle")
  void manyIntentsAtOnceAllSettle() throws InterruptedException {
    IntentEngine engine = world.start();
    List<Thread> clients =
        IntStream.rangeClosed(1, MANY)
            .mapToObj(i ->
                Thread.ofVirtual().start(() -> engine.desk().submit(World.sell(i, 10 + i), "desk")))
            .toList();
    for (Thread client : clients) {
      client.join();
    }
    for (int i = 1; i <= MANY; i++) {
      world.await(Samples.id(i), IntentStatus.SUBMITTED);
    }
    for (int i = 1; i <= MANY; i++) {
      assertThat(world.finish(Samples.id(i)).status()).isEqualTo(IntentStatus.SETTLED);
    }
    assertThat(world.chain.trades()).isEqualTo(MANY);
    Map<Nonce, IntentId> holders = new HashMap<>();
    for (int i = 1; i <= MANY; i++) {
      IntentId id = Samples.id(i);
      for (Slot slot : world.store.stateOf(id).details().slots()) {
        assertThat(holders.put(slot.nonce(), id)).isNull();
      }
    }
    assertThat(holders.keySet().stream().map(Nonce::value))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, holders.size()).mapToObj(Long::valueOf).toList());
    assertThat(world.chain.ledger().nonce(Samples.ACCOUNT_OF_TESTS)).isEqualTo(holders.size());
    long dollars = IntStream.rangeClosed(1, MANY).map(i -> 10 + i).sum();
    assertThat(world.spent().units()).isEqualTo(Uint256.of(dollars * 1_000_000));
  }

  @Test
  @DisplayName("failures #43, #16: 50 intents, the engine stopped and started in the middle")
  void manyIntentsSettleAcrossARestart() throws InterruptedException {
    IntentEngine engine = world.start();
    for (int i = 1; i <= MANY; i++) {
      engine.desk().submit(World.sell(i, 10), "desk");
      if (i == MANY / 2) {
        world.stop();
        engine = world.start();
      }
    }
    world.chain.mine();
    world.stop();
    world.start();
    for (int i = 1; i <= MANY; i++) {
      assertThat(world.finish(Samples.id(i)).status()).isEqualTo(IntentStatus.SETTLED);
    }
    assertThat(world.chain.trades()).isEqualTo(MANY);
  }

  @Test
  @DisplayName("failures #148: an allowance that another open intent will spend is not relied on")
  void approvesAgainWhenAnotherIntentWillSpendTheAllowance() throws InterruptedException {
    world.chain.change(ledger ->
        ledger.setAllowance(
            Samples.USDC.address(),
            Samples.ACCOUNT_OF_TESTS,
            Samples.EXECUTOR,
            Uint256.of(1_000_000_000)));
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(Samples.id(1), IntentStatus.SUBMITTED);
    engine.desk().submit(World.sell(2, 1_000), "desk");
    world.await(Samples.id(2), IntentStatus.SUBMITTED);
    assertThat(roles(1)).containsExactly(TransactionRole.TRADE);
    assertThat(roles(2)).containsExactly(TransactionRole.APPROVAL, TransactionRole.TRADE);
    assertThat(world.finish(Samples.id(1)).status()).isEqualTo(IntentStatus.SETTLED);
    assertThat(world.finish(Samples.id(2)).status()).isEqualTo(IntentStatus.SETTLED);
  }

  @Test
  @DisplayName("failures #147: a token that refuses to change an allowance is set to zero first")
  void resetsTheAllowanceWhereATokenAsksForIt() throws InterruptedException {
    world.chain.change(ledger -> {
      ledger.requireResets();
      ledger.setAllowance(
          Samples.USDC.address(), Samples.ACCOUNT_OF_TESTS, Samples.EXECUTOR, Uint256.of(5));
    });
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(Samples.id(1), IntentStatus.SUBMITTED);
    assertThat(roles(1))
        .containsExactly(TransactionRole.APPROVAL, TransactionRole.APPROVAL, TransactionRole.TRADE);
    assertThat(world.finish(Samples.id(1)).status()).isEqualTo(IntentStatus.SETTLED);
  }

  @Test
  @DisplayName(
      "failures #46, #58: a nonce that somebody else used ends the intent, once it is final")
  void failsWhenSomebodyElseUsedItsNonce() throws InterruptedException {
    world.chain.change(ledger ->
        ledger.setAllowance(
            Samples.USDC.address(),
            Samples.ACCOUNT_OF_TESTS,
            Samples.EXECUTOR,
            Uint256.of(1_000_000_000)));
    IntentEngine engine = world.start();
    world.chain.receive(MemoryChain.Reception.SWALLOWS);
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(Samples.id(1), IntentStatus.SUBMITTED);
    world.chain.mineOnly(foreign(0));
    IntentState end = world.finish(Samples.id(1));
    assertThat(end.status()).isEqualTo(IntentStatus.FAILED);
    if (end instanceof IntentState.Ended(OpenIntent _, IntentEvent.Failed failed)) {
      assertThat(failed.reason()).isInstanceOf(Rejection.NonceConsumed.class);
    }
    world.chain.receive(MemoryChain.Reception.HONEST);
    engine.desk().submit(World.sell(2, 1_000), "desk");
    assertThat(world.finish(Samples.id(2)).status()).isEqualTo(IntentStatus.SETTLED);
    assertThat(world.chain.trades()).isEqualTo(1);
  }

  @Test
  @DisplayName("failures #58: an account that somebody else sends with is held, and told of")
  void holdsAnAccountThatSomebodyElseSendsWith() throws InterruptedException {
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    assertThat(world.finish(Samples.id(1)).status()).isEqualTo(IntentStatus.SETTLED);
    long next = world.chain.ledger().nonce(Samples.ACCOUNT_OF_TESTS);
    SignedTransaction foreign = foreign(next);
    world.chain.mineOnly(foreign);
    awaitHold(engine);
    engine.desk().submit(World.sell(2, 1_000), "desk");
    world.chain.mine(3);

    assertThat(engine.accounts().held())
        .containsExactly(
            new AccountHold(
                Samples.CHAIN,
                Samples.ACCOUNT_OF_TESTS,
                new Nonce(next),
                new Nonce(next + 1),
                List.of(new NodeEvent.UsedNonce(new Nonce(next), foreign.hash()))));
    assertThat(world.chain.ledger().nonce(Samples.ACCOUNT_OF_TESTS)).isEqualTo(next + 1);
    engine.accounts().resume(Samples.CHAIN, Samples.ACCOUNT_OF_TESTS, "anna", "by hand");
    assertThat(world.finish(Samples.id(2)).status()).isEqualTo(IntentStatus.SETTLED);
    assertThat(engine.accounts().held()).isEmpty();
  }

  @Test
  void seesAForeignNonceThoughTheLookBeforeWasByAnOlderBlock() throws InterruptedException {
    world.start().desk().submit(World.sell(1, 1_000), "desk");
    assertThat(world.finish(Samples.id(1)).status()).isEqualTo(IntentStatus.SETTLED);
    Lane lane =
        new Lanes(world.store, new IntentObserver() {}).lane(world.chain, Samples.ACCOUNT_OF_TESTS);
    BlockRef older = world.chain.head();
    lane.enter();
    try {
      Nonce next = lane.next(older);
      world.chain.mineOnly(foreign(next.value()));
      BlockRef newer = world.chain.head();
      lane.chainMoved(newer);

      assertThat(lane.next(older)).isEqualTo(next);
      assertThatThrownBy(() -> lane.next(newer)).isInstanceOf(LaneHeld.class);
    } finally {
      lane.leave();
    }
  }

  /** The blocks after the one that holds the foreign transaction bring it to light. */
  private void awaitHold(IntentEngine engine) throws InterruptedException {
    Bell pause = new Bell();
    for (int i = 0; i < 2_000 && engine.accounts().held().isEmpty(); i++) {
      world.chain.mine();
      pause.pause(Duration.ofMillis(20));
    }
  }

  @Test
  @DisplayName("failures #53: what the endpoint refuses keeps its nonce and goes through later")
  void waitsWhileTheEndpointRefuses() throws InterruptedException {
    IntentEngine engine = world.start();
    world.chain.receive(MemoryChain.Reception.REFUSES);
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(Samples.id(1), IntentStatus.SUBMITTED);
    engine.desk().submit(World.sell(2, 1_000), "desk");
    world.await(Samples.id(2), IntentStatus.SUBMITTED);
    world.chain.mine(5);
    world.chain.receive(MemoryChain.Reception.HONEST);
    assertThat(world.finish(Samples.id(1)).status()).isEqualTo(IntentStatus.SETTLED);
    assertThat(world.finish(Samples.id(2)).status()).isEqualTo(IntentStatus.SETTLED);
  }

  @Test
  @DisplayName(
      "failures #50: a cancellation that the base fee outgrew is raised, the lane is freed")
  void raisesACancellationThatTheBaseFeeOutgrew() throws InterruptedException {
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(Samples.id(1), IntentStatus.SUBMITTED);
    engine.desk().cancel(Samples.id(1), "desk");
    world.await(
        Samples.id(1),
        s ->
            s.details().slots().stream()
                .allMatch(slot ->
                    slot.current().isCancellation() && !slot.current().submissions().isEmpty()));
    world.chain.setBaseFee(50_000_000_000L);
    assertThat(world.finish(Samples.id(1)).status()).isEqualTo(IntentStatus.CANCELLED);
    assertThat(world.chain.ledger().nonce(Samples.ACCOUNT_OF_TESTS)).isEqualTo(2);
  }

  @Test
  @DisplayName(
      "failures #95, #97, #104, I7: a relay that includes nothing never leads to the public")
  void neverGoesPublicWhenTheRelayIncludesNothing() throws InterruptedException {
    IntentEngine engine = world.start();
    world.relay.stopBuilding();
    IntentId id = Samples.id(1);
    engine.desk().submit(World.sell(id, 1_000, Privacy.PRIVATE, ExecutionStyle.ADAPTIVE), "desk");
    world.await(id, IntentStatus.SUBMITTED);
    for (int i = 0; i < 5; i++) {
      world.chain.mine();
    }
    world.clock.advance(Duration.ofMinutes(2));
    world.chain.mine();
    world.await(
        id,
        s ->
            s.details().slots().stream()
                .allMatch(slot ->
                    slot.current().isCancellation() && !slot.current().submissions().isEmpty()));
    world.relay.buildAgain();
    assertThat(world.finish(id).status()).isEqualTo(IntentStatus.EXPIRED);
    assertThat(world.chain.offered()).isEmpty();
    assertThat(world.chain.trades()).isZero();
  }

  @Test
  void refusesPrivateIntentsWithoutARelay() throws InterruptedException {
    IntentEngine engine = world.start(CrashPoints.none(), null);
    IntentId id = Samples.id(1);
    assertThat(
            engine
                .desk()
                .submit(World.sell(id, 1_000, Privacy.PRIVATE, ExecutionStyle.ADAPTIVE), "desk"))
        .isEqualTo(new SubmitResult.Refused(new Rejection.NoPrivateChannel(Samples.CHAIN), true));
    assertThat(world.names(id)).containsExactly("Refused");
  }

  @Test
  void previewsWithoutATrace() throws InterruptedException {
    IntentEngine engine = world.start();
    PreviewResult preview = engine.desk().preview(World.sell(1, 1_000));
    assertThat(preview).isInstanceOf(PreviewResult.Feasible.class);
    assertThat(world.store.head().position().value()).isZero();
    assertThat(world.chain.offered()).isEmpty();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    IntentState end = world.finish(Samples.id(1));
    if (preview instanceof PreviewResult.Feasible feasible
        && end instanceof IntentState.Ended(OpenIntent _, IntentEvent.Settled settled)) {
      assertThat(settled.bought()).isEqualTo(feasible.bought());
    }
  }

  @Test
  void previewsOnTheNewestBlock() throws InterruptedException {
    IntentEngine engine = world.start();
    for (int i = 0; i < 50; i++) {
      world.chain.mine();
      assertThat(engine.desk().preview(World.sell(1, 1_000)))
          .isInstanceOfSatisfying(
              PreviewResult.Feasible.class,
              feasible -> assertThat(feasible.plan().pricedAt()).isEqualTo(world.chain.head()));
    }
  }

  @Test
  @DisplayName("failures #80: the answer for a past position never changes")
  void tellsThePastAsItWas() throws InterruptedException {
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.finish(Samples.id(1));
    History history = engine.history();
    List<IntentStatus> statuses = new ArrayList<>();
    for (var event : world.store.readAll(LogPosition.START, 100)) {
      history.asOf(Samples.id(1), event.position()).ifPresent(view -> statuses.add(view.status()));
    }
    assertThat(statuses)
        .startsWith(IntentStatus.ACCEPTED, IntentStatus.PLANNED, IntentStatus.SIMULATED)
        .contains(IntentStatus.SIGNED, IntentStatus.SUBMITTED, IntentStatus.INCLUDED)
        .endsWith(IntentStatus.SETTLED);
    assertThat(history.asOf(Samples.id(1), LogPosition.START)).isEmpty();
  }

  @Test
  @DisplayName("failures #134: a notional above the limit is refused, and the refusal is recorded")
  void refusesANotionalAboveTheLimit() throws InterruptedException {
    world.restrict(
        new RiskPolicy(
            Fraction.ofBasisPoints(500),
            Duration.ofHours(1),
            Set.of(),
            Map.of(Samples.CHAIN, Samples.USDC.amount(Uint256.of(999_000_000)))));
    IntentEngine engine = world.start();
    assertThat(engine.desk().submit(World.sell(1, 1_000), "desk"))
        .isInstanceOfSatisfying(
            SubmitResult.Refused.class,
            refused -> {
              assertThat(refused.recorded()).isTrue();
              assertThat(refused.reason()).isInstanceOf(Rejection.NotionalTooLarge.class);
            });
    assertThat(engine.desk().submit(World.sell(1, 1_000), "desk"))
        .isInstanceOf(SubmitResult.Refused.class);
    assertThat(world.names(Samples.id(1))).containsExactly("Refused");
  }

  private List<TransactionRole> roles(int number) {
    return world.store.stateOf(Samples.id(number)).details().payloads().map(Payload::role).toList();
  }

  /** A transaction that somebody else made with the account's key. */
  private static SignedTransaction foreign(long nonce) {
    return new LocalSigner(Samples.KEY)
        .sign(
            new UnsignedTransaction(
                Samples.CHAIN,
                Samples.ACCOUNT_OF_TESTS,
                new Nonce(nonce),
                FeePerGas.of(1),
                FeePerGas.of(5_000_000_000L),
                new Gas(21_000),
                Samples.ACCOUNT_OF_TESTS,
                Wei.ZERO,
                Bytes.EMPTY));
  }
}
