package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.PlanBound;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.settlement.Movement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whole lives in the world in memory, with every kind of chain behaviour. */
final class IntentLifeTest {
  private static final IntentId ID = Samples.id(1);

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @DisplayName(
      "failures #29: while the log takes nothing intents are refused and the chain is followed;"
          + " then all goes on without loss")
  void followsTheChainWhileTheLogTakesNothing() throws InterruptedException {
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(ID, IntentStatus.SUBMITTED);
    world.store.beFull(true);
    assertThatThrownBy(() -> engine.desk().submit(World.sell(2, 1_000), "desk"))
        .isInstanceOfSatisfying(
            EventStoreException.class, e -> assertThat(e.takesNoWrites()).isTrue());
    world.chain.mine(6);
    Bell pause = new Bell();
    for (int i = 0; i < 2_000 && !world.chain.isFollowed(); i++) {
      pause.pause(Duration.ofMillis(5));
    }
    assertThat(world.chain.isFollowed()).isTrue();
    assertThat(world.store.stateOf(ID).status()).isEqualTo(IntentStatus.SUBMITTED);

    world.store.beFull(false);

    world.await(ID, IntentStatus.SETTLED);
    engine.desk().submit(World.sell(2, 1_000), "desk");
    assertThat(world.finish(Samples.id(2)).status()).isEqualTo(IntentStatus.SETTLED);
    assertThat(world.chain.trades()).isEqualTo(2);
  }

  @Test
  void livesFromAcceptanceToSettlement() throws InterruptedException {
    IntentEngine engine = world.start();
    SubmitResult answer = engine.desk().submit(World.sell(1, 1_000), "desk");
    assertThat(answer).isInstanceOf(SubmitResult.Accepted.class);
    world.await(ID, IntentStatus.SUBMITTED);
    IntentState end = world.finish(ID);
    assertThat(world.names(ID))
        .containsExactly(
            "Accepted",
            "Planned",
            "Simulated",
            "Assigned",
            "Assigned",
            "Signed",
            "Signed",
            "Submitted",
            "Submitted",
            "Included",
            "Included",
            "Settled");
    assertThat(end).isInstanceOf(IntentState.Ended.class);
    if (end instanceof IntentState.Ended(OpenIntent life, IntentEvent.Settled settled)) {
      assertThat(settled.sold()).isEqualTo(world.spent());
      assertThat(settled.bought().units())
          .isEqualTo(
              world.chain.ledger().balance(Samples.WETH.address(), Samples.ACCOUNT_OF_TESTS));
      assertThat(settled.fee()).isEqualTo(life.fee());
      assertThat(settled.bought()).isEqualTo(life.plan() == null ? null : life.plan().quoted());
    }
    assertThat(
            world
                .chain
                .ledger()
                .allowance(Samples.USDC.address(), Samples.ACCOUNT_OF_TESTS, Samples.EXECUTOR))
        .isEqualTo(Uint256.ZERO);
  }

  @Test
  @DisplayName("failures #2, #118: the same submission again gets the same answer, once")
  void answersARepeatedSubmissionTheSameWay() throws InterruptedException {
    IntentEngine engine = world.start();
    SubmitResult first = engine.desk().submit(World.sell(1, 1_000), "desk");
    world.finish(ID);
    world.clock.advance(Duration.ofHours(2));
    SubmitResult second = engine.desk().submit(World.sell(1, 1_000), "desk");
    assertThat(first).isInstanceOf(SubmitResult.Accepted.class);
    assertThat(second).isInstanceOf(SubmitResult.Accepted.class);
    if (first instanceof SubmitResult.Accepted a && second instanceof SubmitResult.Accepted b) {
      assertThat(b.position()).isEqualTo(a.position());
      assertThat(b.at()).isEqualTo(a.at());
      assertThat(b.repeated()).isTrue();
    }
    assertThat(world.chain.trades()).isEqualTo(1);
  }

  @Test
  @DisplayName("failures #121: the same id with another content is refused")
  void refusesAnotherContentUnderTheSameId() throws InterruptedException {
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    assertThat(engine.desk().submit(World.sell(1, 1_001), "desk"))
        .isEqualTo(new SubmitResult.Refused(new Rejection.IdTaken(ID), false));
    assertThat(engine.desk().submit(World.sell(1, 1_000), "somebody else"))
        .isEqualTo(new SubmitResult.Refused(new Rejection.IdTaken(ID), false));
    world.finish(ID);
    assertThat(world.chain.trades()).isEqualTo(1);
  }

  @Test
  @DisplayName("failures #44: a transaction that the node dropped is offered again, same bytes")
  void offersDroppedBytesAgain() throws InterruptedException {
    IntentEngine engine = world.start();
    world.chain.receive(MemoryChain.Reception.SWALLOWS);
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(ID, IntentStatus.SUBMITTED);
    world.chain.receive(MemoryChain.Reception.HONEST);
    IntentState end = world.finish(ID);
    assertThat(end.status()).isEqualTo(IntentStatus.SETTLED);
    assertThat(world.chain.offered().stream().map(tx -> tx.hash()).distinct()).hasSize(2);
  }

  @Test
  @DisplayName("failures #61, #7: no answer is not a failure")
  void settlesWhenTheEndpointNeverAnswers() throws InterruptedException {
    IntentEngine engine = world.start();
    world.chain.receive(MemoryChain.Reception.TAKES_SILENTLY);
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(ID, IntentStatus.SUBMITTED);
    assertThat(world.finish(ID).status()).isEqualTo(IntentStatus.SETTLED);
  }

  @Test
  @DisplayName("failures #22: an append whose answer was lost is not written twice")
  void writesOnceWhenTheLogsAnswerIsLost() throws InterruptedException {
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.store.loseAnswers(3);
    assertThat(world.finish(ID).status()).isEqualTo(IntentStatus.SETTLED);
    assertThat(world.chain.trades()).isEqualTo(1);
  }

  @Test
  void expiresWhenNothingWasBoundByTheDeadline() throws InterruptedException {
    world.chain.change(ledger ->
        ledger.setBalance(Samples.USDC.address(), Samples.ACCOUNT_OF_TESTS, Uint256.ZERO));
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(ID, s -> s instanceof IntentState.Open o && o.life().deferral() != null);
    world.await(ID, s -> s.details().isBounded(1));
    world.chain.mine(5);
    world.clock.advance(Duration.ofMinutes(2));
    world.chain.mine();
    world.await(ID, IntentStatus.EXPIRED);
    assertThat(world.names(ID)).containsExactly("Accepted", "Planned", "Deferred", "Expired");
    assertThat(world.chain.offered()).isEmpty();
  }

  @Test
  void previewsWithoutABoundOnceItIsClosed() throws InterruptedException {
    IntentEngine engine = world.start();
    world.stop();
    assertThat(engine.desk().preview(World.sell(1, 1_000)))
        .isInstanceOfSatisfying(
            PreviewResult.Feasible.class,
            feasible ->
                assertThat(feasible.grounds().bound())
                    .isEqualTo(new PlanBound.Unknown("the node is closing")));
  }

  @Test
  void triesAgainWhenTheMarketAllowsIt() throws InterruptedException {
    world.chain.change(ledger ->
        ledger.setBalance(Samples.USDC.address(), Samples.ACCOUNT_OF_TESTS, Uint256.ZERO));
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(ID, s -> s instanceof IntentState.Open o && o.life().deferral() != null);
    world.chain.change(ledger ->
        ledger.setBalance(
            Samples.USDC.address(), Samples.ACCOUNT_OF_TESTS, Uint256.of(1_000_000_000_000L)));
    assertThat(world.finish(ID).status()).isEqualTo(IntentStatus.SETTLED);
  }

  @Test
  @DisplayName(
      "failures #89: while endpoints simulate differently nothing is signed; then it trades")
  void waitsWhileEndpointsDisagreeOnASimulation() throws InterruptedException {
    world.chain.disagree(true);
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(
        ID,
        s ->
            s instanceof IntentState.Open o
                && o.life().deferral() != null
                && o.life()
                    .deferral()
                    .reason()
                    .equals(
                        new Rejection.EndpointsDisagree(
                            Samples.CHAIN, "a says this, b says that")));
    assertThat(world.chain.offered()).isEmpty();
    world.chain.disagree(false);
    assertThat(world.finish(ID).status()).isEqualTo(IntentStatus.SETTLED);
    assertThat(world.chain.trades()).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "failures #89: a pool that gives more than is known of it is not traded on, since the least"
          + " that is accepted would be too little")
  void waitsWhileAPoolGivesMoreThanIsKnownOfIt() throws InterruptedException {
    world.chain.change(ledger -> ledger.add(Uint256.of(10_000_000_000_000_000L)));
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(
        ID,
        s ->
            s instanceof IntentState.Open o
                && o.life().deferral() != null
                && o.life().deferral().reason().message().contains("not as it is known"));
    assertThat(world.chain.offered()).isEmpty();
    world.chain.change(ledger -> ledger.add(Uint256.ONE));
    assertThat(world.finish(ID).status()).isEqualTo(IntentStatus.SETTLED);
  }

  @Test
  void failsAtOnceWhenItIsImmediate() throws InterruptedException {
    world.chain.change(ledger ->
        ledger.setBalance(Samples.USDC.address(), Samples.ACCOUNT_OF_TESTS, Uint256.ZERO));
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(2, 1_000), "desk");
    world.await(Samples.id(2), s -> !s.details().grounds().isEmpty() && s.details().isBounded(1));
    engine.desk().submit(World.sell(ID, 1_000, Privacy.PUBLIC, ExecutionStyle.IMMEDIATE), "desk");
    IntentState end = world.await(ID, IntentStatus.FAILED);
    assertThat(world.names(ID)).containsExactly("Accepted", "Planned", "Failed");
    assertThat(end.details().isBounded(1)).as("%s", end.details().grounds()).isTrue();
    assertThat(end)
        .isInstanceOfSatisfying(
            IntentState.Ended.class,
            ended ->
                assertThat(ended.end())
                    .isInstanceOfSatisfying(
                        IntentEvent.Failed.class,
                        failed ->
                            assertThat(failed.reason())
                                .isInstanceOf(Rejection.InsufficientBalance.class)));
  }

  @Test
  @DisplayName("failures #63, #106: a trade that reverts on chain ends FAILED, with its gas booked")
  void failsWhenTheTradeReverts() throws InterruptedException {
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(ID, IntentStatus.SUBMITTED);
    world.chain.change(ledger -> ledger.setPool(MemoryVenue.pair(5_000_000, 1_000)));
    IntentState end = world.finish(ID);
    assertThat(end.status()).isEqualTo(IntentStatus.FAILED);
    if (end instanceof IntentState.Ended(OpenIntent life, IntentEvent.Failed failed)) {
      assertThat(failed.reason()).isInstanceOf(Rejection.Reverted.class);
      assertThat(failed.reason().message()).contains("ShortOutput");
      assertThat(failed.fee()).isEqualTo(life.fee());
      assertThat(failed.fee().value().isZero()).isFalse();
    }
    assertThat(world.spent().isZero()).isTrue();
  }

  @Test
  @DisplayName("failures #65, #79: included again in another block after a reorg, settled once")
  void settlesOnceAfterAReorgThatIncludesItAgain() throws InterruptedException {
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(ID, IntentStatus.SUBMITTED);
    world.chain.mine();
    world.await(ID, IntentStatus.INCLUDED);
    var dropped = world.chain.reorganise(1);
    world.chain.mineOnly(dropped.get(0), dropped.get(1));
    IntentState end = world.finish(ID);
    assertThat(end.status()).isEqualTo(IntentStatus.SETTLED);
    assertThat(world.names(ID)).containsSubsequence("Included", "Retracted", "Included", "Settled");
    assertThat(world.names(ID).stream().filter("Settled"::equals)).hasSize(1);
  }

  @Test
  @DisplayName("failures #66: not included after a reorg, the same bytes are offered again")
  void offersTheSameBytesAgainAfterAReorg() throws InterruptedException {
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(ID, IntentStatus.SUBMITTED);
    world.chain.mine();
    world.await(ID, IntentStatus.INCLUDED);
    world.chain.reorganise(1);
    world.chain.mineOnly();
    world.await(ID, s -> s.status() == IntentStatus.SUBMITTED);
    assertThat(world.finish(ID).status()).isEqualTo(IntentStatus.SETTLED);
    assertThat(world.chain.offered().stream().map(tx -> tx.hash()).distinct()).hasSize(2);
    assertThat(world.chain.trades()).isEqualTo(1);
  }

  @Test
  @DisplayName("failures #67: a trade that reverts after a reorg is not a settlement")
  void failsWhenTheTradeRevertsAfterAReorg() throws InterruptedException {
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(ID, IntentStatus.SUBMITTED);
    world.chain.mine();
    world.await(ID, IntentStatus.INCLUDED);
    var dropped = world.chain.reorganise(1);
    world.chain.change(ledger -> ledger.setPool(MemoryVenue.pair(5_000_000, 1_000)));
    world.chain.mineOnly(dropped.get(0), dropped.get(1));
    assertThat(world.finish(ID).status()).isEqualTo(IntentStatus.FAILED);
    assertThat(world.chain.trades()).isZero();
  }

  @Test
  @DisplayName(
      "failures #67: a trade that fills otherwise after a reorg is settled by the new fill")
  void settlesByTheNewFillAfterAReorg() throws InterruptedException {
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    world.await(ID, IntentStatus.SUBMITTED);
    world.chain.mine();
    world.await(ID, IntentStatus.INCLUDED);
    var dropped = world.chain.reorganise(1);
    world.chain.change(ledger -> ledger.setPool(MemoryVenue.pair(2_500_000, 1_001)));
    world.chain.mineOnly(dropped.get(0), dropped.get(1));
    IntentState end = world.finish(ID);
    List<IntentEvent.Included> trades = trades(ID);
    assertThat(trades).hasSize(2);
    assertThat(trades.getLast().bought()).isGreaterThan(trades.getFirst().bought());
    assertThat(trades).allSatisfy(trade -> assertThat(contradictions(trade)).isEmpty());
    assertThat(settled(end).bought()).isEqualTo(trades.getLast().bought());
    assertThat(settled(end).block()).isEqualTo(trades.getLast().block());
  }

  @Test
  @DisplayName(
      "failures #144: what a token keeps is not booked, is told, and the trade still settles")
  void booksWhatReallyArrived() throws InterruptedException {
    Uint256 part = Uint256.of(10_000_000_000_000_000L);
    world.chain.change(ledger -> ledger.keep(part));
    IntentEngine engine = world.start();
    engine.desk().submit(World.sell(1, 1_000), "desk");
    IntentEvent.Settled settled = settled(world.finish(ID));
    IntentEvent.Included trade = trades(ID).getLast();
    assertThat(settled.bought().units())
        .isEqualTo(world.chain.ledger().balance(Samples.WETH.address(), Samples.ACCOUNT_OF_TESTS));
    assertThat(contradictions(trade)).hasSize(1);
    assertThat(trade.limits() == null ? null : trade.limits().kept()).isEqualTo(false);
  }

  private List<IntentEvent.Included> trades(IntentId id) {
    return world.store.lifeOf(id).stream()
        .filter(IntentEvent.Included.class::isInstance)
        .map(IntentEvent.Included.class::cast)
        .filter(included -> included.role() == TransactionRole.TRADE)
        .toList();
  }

  private static List<Movement> contradictions(IntentEvent.Included included) {
    return included.settlement() == null
        ? List.of()
        : included.settlement().movements().stream().filter(Movement::isContradicted).toList();
  }

  private static IntentEvent.Settled settled(IntentState end) {
    if (end instanceof IntentState.Ended(OpenIntent _, IntentEvent.Settled settled)) {
      return settled;
    }
    throw new AssertionError("not settled: " + end);
  }
}
