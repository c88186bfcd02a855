package dev.fairlead.intent;

import static dev.fairlead.intent.Samples.ID;
import static dev.fairlead.intent.Samples.block;
import static dev.fairlead.intent.Samples.included;
import static dev.fairlead.intent.Samples.signed;
import static dev.fairlead.intent.Samples.unsigned;
import static dev.fairlead.model.intent.TransactionRole.APPROVAL;
import static dev.fairlead.model.intent.TransactionRole.CANCELLATION;
import static dev.fairlead.model.intent.TransactionRole.TRADE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.Gas;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentEvent.Accepted;
import dev.fairlead.model.intent.IntentEvent.Assigned;
import dev.fairlead.model.intent.IntentEvent.CancelRequested;
import dev.fairlead.model.intent.IntentEvent.Cancelled;
import dev.fairlead.model.intent.IntentEvent.Deferred;
import dev.fairlead.model.intent.IntentEvent.Expired;
import dev.fairlead.model.intent.IntentEvent.Failed;
import dev.fairlead.model.intent.IntentEvent.PlanBounded;
import dev.fairlead.model.intent.IntentEvent.Planned;
import dev.fairlead.model.intent.IntentEvent.Refused;
import dev.fairlead.model.intent.IntentEvent.Retracted;
import dev.fairlead.model.intent.IntentEvent.Settled;
import dev.fairlead.model.intent.IntentEvent.Signed;
import dev.fairlead.model.intent.IntentEvent.Simulated;
import dev.fairlead.model.intent.IntentEvent.Submitted;
import dev.fairlead.model.intent.PlanBound;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class EvolutionTest {
  private static final SignedTransaction TRADE_BYTES = signed(unsigned(TRADE, 3, 8));
  private static final SignedTransaction CANCEL_BYTES = signed(unsigned(CANCELLATION, 3, 16));

  private static final List<IntentEvent> ACCEPTED =
      List.of(new Accepted(ID, Samples.intent(), List.of(), null));
  private static final List<IntentEvent> SIMULATED =
      then(
          ACCEPTED,
          new Planned(ID, Samples.plan(), List.of(), null, Grounds.UNTOLD),
          new Simulated(ID, block(10), Samples.plan().quoted(), new Gas(100_000)));
  private static final List<IntentEvent> ASSIGNED =
      then(SIMULATED, new Assigned(ID, TRADE, unsigned(TRADE, 3, 8)));
  private static final List<IntentEvent> SIGNED =
      then(ASSIGNED, new Signed(ID, TRADE, TRADE_BYTES));
  private static final List<IntentEvent> INCLUDED =
      then(SIGNED, included(TRADE, TRADE_BYTES, block(11), true));

  @Test
  void tellsTheStatusOfEachStep() {
    assertThat(status(ACCEPTED)).isEqualTo(IntentStatus.ACCEPTED);
    assertThat(status(SIMULATED.subList(0, 2))).isEqualTo(IntentStatus.PLANNED);
    assertThat(status(SIMULATED)).isEqualTo(IntentStatus.SIMULATED);
    assertThat(status(ASSIGNED)).isEqualTo(IntentStatus.SIMULATED);
    assertThat(status(SIGNED)).isEqualTo(IntentStatus.SIGNED);
    assertThat(status(then(SIGNED, submitted()))).isEqualTo(IntentStatus.SUBMITTED);
    assertThat(status(INCLUDED)).isEqualTo(IntentStatus.INCLUDED);
    assertThat(status(then(SIGNED, new CancelRequested(ID, "me"))))
        .isEqualTo(IntentStatus.CANCELLING);
    assertThat(status(then(INCLUDED, settled()))).isEqualTo(IntentStatus.SETTLED);
  }

  @Test
  void refusesAnythingBeforeAcceptance() {
    assertBroken(List.of(), new Expired(ID, Wei.ZERO));
    assertThat(
            status(
                List.of(
                    new Refused(ID, Samples.intent(), List.of(), new Rejection.IdTaken(ID), null))))
        .isEqualTo(IntentStatus.REFUSED);
  }

  @Test
  void refusesAnythingAfterTheEnd() {
    List<IntentEvent> ended = then(ACCEPTED, new Expired(ID, Wei.ZERO));
    assertBroken(ended, new Expired(ID, Wei.ZERO));
    assertBroken(ended, new Planned(ID, Samples.plan(), List.of(), null, Grounds.UNTOLD));
  }

  @Test
  void takesTheBoundOfAnyPlanOnceAndLeavesAllElseAsItIs() {
    TokenAmount most = Samples.plan().quoted();
    List<IntentEvent> twice =
        then(
            ACCEPTED,
            new Planned(ID, Samples.plan(), List.of(), null, unknown("first")),
            new Deferred(ID, block(10), new Rejection.SimulationReverted("no"), List.of(), null),
            new Planned(ID, Samples.plan(), List.of(), null, unknown("second")),
            new Simulated(ID, block(11), most, new Gas(100_000)),
            new Assigned(ID, TRADE, unsigned(TRADE, 3, 8)));
    OpenIntent before = IntentState.replay(twice).details();

    OpenIntent after = IntentState.replay(then(twice, new PlanBounded(ID, 1, most))).details();

    assertThat(after.grounds())
        .containsExactly(unknown("first").with(new PlanBound.AtMost(most)), unknown("second"));
    assertThat(after.plan()).isEqualTo(before.plan());
    assertThat(after.simulation()).isEqualTo(before.simulation());
    assertThat(after.slots()).isEqualTo(before.slots());
    assertThat(after.status()).isEqualTo(before.status());
    assertBroken(then(twice, new PlanBounded(ID, 1, most)), new PlanBounded(ID, 1, most));
    assertBroken(twice, new PlanBounded(ID, 3, most));
    assertBroken(ACCEPTED, new PlanBounded(ID, 1, most));
    assertBroken(then(INCLUDED, settled()), new PlanBounded(ID, 1, most));
  }

  private static Grounds unknown(String why) {
    return Grounds.UNTOLD.with(new PlanBound.Unknown(why));
  }

  @Test
  @DisplayName("failures rule 3: no plan is made anew once a nonce is bound")
  void refusesANewPlanOnceANonceIsBound() {
    assertBroken(ASSIGNED, new Planned(ID, Samples.plan(), List.of(), null, Grounds.UNTOLD));
  }

  @Test
  @DisplayName("failures #43: one intent never binds two trades")
  void refusesASecondTrade() {
    assertBroken(ASSIGNED, new Assigned(ID, TRADE, unsigned(TRADE, 4, 8)));
    assertBroken(ASSIGNED, new Assigned(ID, TRADE, unsigned(TRADE, 3, 9)));
  }

  @Test
  void refusesAGapBetweenItsNonces() {
    List<IntentEvent> approval =
        then(SIMULATED, new Assigned(ID, APPROVAL, unsigned(APPROVAL, 3, 8)));
    assertBroken(approval, new Assigned(ID, TRADE, unsigned(TRADE, 5, 8)));
    assertThat(status(then(approval, new Assigned(ID, TRADE, unsigned(TRADE, 4, 8)))))
        .isEqualTo(IntentStatus.SIMULATED);
  }

  @Test
  @DisplayName("failures #110: bytes of another payload than the one assigned are not accepted")
  void refusesASignatureOverAnotherPayload() {
    assertBroken(ASSIGNED, new Signed(ID, TRADE, signed(unsigned(TRADE, 3, 9))));
    assertBroken(SIGNED, new Signed(ID, TRADE, TRADE_BYTES));
  }

  @Test
  @DisplayName("failures I2: nothing was sent that was not signed before")
  void refusesASubmissionOfUnsignedBytes() {
    assertBroken(ASSIGNED, submitted());
    assertBroken(ASSIGNED, included(TRADE, TRADE_BYTES, block(11), true));
  }

  @Test
  void endsOnlyWhenItsNoncesAreConsumed() {
    List<IntentEvent> cancelling = then(SIGNED, new CancelRequested(ID, "me"));
    assertBroken(SIGNED, new Expired(ID, Wei.ZERO));
    assertBroken(cancelling, new Cancelled(ID, Wei.ZERO));
    assertBroken(SIGNED, new Failed(ID, new Rejection.Reverted("no"), Wei.ZERO));
    List<IntentEvent> cancelled =
        then(
            cancelling,
            new Assigned(ID, CANCELLATION, unsigned(CANCELLATION, 3, 16)),
            new Signed(ID, CANCELLATION, CANCEL_BYTES),
            included(CANCELLATION, CANCEL_BYTES, block(12), true));
    assertThat(status(then(cancelled, new Cancelled(ID, Wei.of(42_000)))))
        .isEqualTo(IntentStatus.CANCELLED);
    assertBroken(cancelled, included(TRADE, TRADE_BYTES, block(12), true));
  }

  @Test
  @DisplayName("failures #13: never both filled and cancelled")
  void refusesToEndWithoutATradeThatIsInABlock() {
    assertBroken(
        then(SIGNED, new CancelRequested(ID, "me"), included(TRADE, TRADE_BYTES, block(9), true)),
        new Cancelled(ID, Wei.ZERO));
    assertBroken(INCLUDED, new Expired(ID, Wei.ZERO));
  }

  @Test
  @DisplayName("failures #65: a retracted block takes its inclusion back")
  void goesBackToSignedWhenTheBlockIsRetracted() {
    List<IntentEvent> retracted = then(INCLUDED, new Retracted(ID, TRADE_BYTES.hash(), block(11)));
    assertThat(status(retracted)).isEqualTo(IntentStatus.SIGNED);
    assertBroken(retracted, settled());
    assertBroken(INCLUDED, new Retracted(ID, TRADE_BYTES.hash(), block(12)));
    assertThat(status(then(retracted, included(TRADE, TRADE_BYTES, block(12), true))))
        .isEqualTo(IntentStatus.INCLUDED);
  }

  @Test
  void settlesOnlyWithTheAmountsAndTheFeeOfTheBlock() {
    assertBroken(
        INCLUDED,
        new Settled(
            ID,
            TRADE_BYTES.hash(),
            block(11),
            Samples.USDC.amount(Samples.units(1_000_000)),
            Samples.WETH.amount(Samples.units(400_000)),
            Wei.of(200_000)));
    assertBroken(
        INCLUDED,
        new Settled(
            ID,
            TRADE_BYTES.hash(),
            block(11),
            Samples.USDC.amount(Samples.units(1_000_000)),
            Samples.WETH.amount(Samples.units(399_000)),
            Wei.ZERO));
  }

  private static Settled settled() {
    return new Settled(
        ID,
        TRADE_BYTES.hash(),
        block(11),
        Samples.USDC.amount(Samples.units(1_000_000)),
        Samples.WETH.amount(Samples.units(399_000)),
        Wei.of(200_000));
  }

  private static Submitted submitted() {
    return new Submitted(ID, TRADE_BYTES.hash(), "public", new SubmissionOutcome.Sent());
  }

  private static List<IntentEvent> then(List<IntentEvent> before, IntentEvent... next) {
    List<IntentEvent> all = new ArrayList<>(before);
    all.addAll(List.of(next));
    return List.copyOf(all);
  }

  private static IntentStatus status(List<IntentEvent> events) {
    return IntentState.replay(events).status();
  }

  private static void assertBroken(List<IntentEvent> before, IntentEvent event) {
    IntentState state = IntentState.replay(before);
    assertThatThrownBy(() -> IntentState.evolve(state, event))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("can't have " + event.getClass().getSimpleName());
  }
}
