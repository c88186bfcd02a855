package dev.fairlead.intent;

import static dev.fairlead.intent.Samples.DEADLINE;
import static dev.fairlead.intent.Samples.ID;
import static dev.fairlead.intent.Samples.START;
import static dev.fairlead.intent.Samples.block;
import static dev.fairlead.intent.Samples.included;
import static dev.fairlead.intent.Samples.signed;
import static dev.fairlead.intent.Samples.unsigned;
import static dev.fairlead.model.intent.TransactionRole.APPROVAL;
import static dev.fairlead.model.intent.TransactionRole.TRADE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.GasInputs;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentEvent.Accepted;
import dev.fairlead.model.intent.IntentEvent.Assigned;
import dev.fairlead.model.intent.IntentEvent.CancelRequested;
import dev.fairlead.model.intent.IntentEvent.Cancelled;
import dev.fairlead.model.intent.IntentEvent.Deferred;
import dev.fairlead.model.intent.IntentEvent.Expired;
import dev.fairlead.model.intent.IntentEvent.Failed;
import dev.fairlead.model.intent.IntentEvent.Included;
import dev.fairlead.model.intent.IntentEvent.PlanBounded;
import dev.fairlead.model.intent.IntentEvent.Planned;
import dev.fairlead.model.intent.IntentEvent.Signed;
import dev.fairlead.model.intent.IntentEvent.Simulated;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.settlement.FeePaid;
import dev.fairlead.model.settlement.Revert;
import dev.fairlead.model.settlement.Settlement;
import dev.fairlead.model.tx.SignedTransaction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class DeciderTest {
  private static final Rejection REVERTS = new Rejection.SimulationReverted("no");
  private static final Planned PLANNED =
      new Planned(ID, Samples.plan(), List.of(), null, Grounds.UNTOLD);
  private static final SignedTransaction APPROVAL_BYTES = signed(unsigned(APPROVAL, 3, 8));
  private static final SignedTransaction TRADE_BYTES = signed(unsigned(TRADE, 4, 8));

  private final IntentState accepted = state(ExecutionStyle.ADAPTIVE);
  private final IntentState signed =
      after(
          accepted,
          PLANNED,
          new Simulated(ID, block(10), Samples.plan().quoted(), new Gas(1)),
          new Assigned(ID, APPROVAL, unsigned(APPROVAL, 3, 8)),
          new Assigned(ID, TRADE, unsigned(TRADE, 4, 8)),
          new Signed(ID, APPROVAL, APPROVAL_BYTES),
          new Signed(ID, TRADE, TRADE_BYTES));

  @Test
  void writesAReasonToWaitOnce() {
    Observation nothing = new Observation.NothingPossible(block(11), REVERTS);
    assertThat(decide(accepted, nothing))
        .containsExactly(new Deferred(ID, block(11), REVERTS, List.of(), null));
    IntentState waiting = after(accepted, new Deferred(ID, block(11), REVERTS, List.of(), null));
    assertThat(decide(waiting, new Observation.NothingPossible(block(12), REVERTS))).isEmpty();
    assertThat(
            decide(
                waiting,
                new Observation.NothingPossible(
                    block(12), new Rejection.NoRoute(Samples.USDC, Samples.WETH, "none"))))
        .hasSize(1);
  }

  @Test
  void tellsAPlanThatFailedWithTheReasonAndOnce() {
    Observation failed =
        new Observation.PlanFailed(PLANNED, new Observation.NothingPossible(block(11), REVERTS));
    assertThat(decide(accepted, failed))
        .containsExactly(PLANNED, new Deferred(ID, block(11), REVERTS, List.of(), null));
    IntentState waiting =
        after(accepted, PLANNED, new Deferred(ID, block(11), REVERTS, List.of(), null));
    assertThat(decide(waiting, failed)).isEmpty();
    assertThat(decide(state(ExecutionStyle.IMMEDIATE), failed))
        .containsExactly(PLANNED, new Failed(ID, REVERTS, Wei.ZERO));
  }

  @Test
  void endsAnImmediateIntentAtItsFirstFailure() {
    assertThat(
            decide(
                state(ExecutionStyle.IMMEDIATE),
                new Observation.NothingPossible(block(11), REVERTS)))
        .containsExactly(new Failed(ID, REVERTS, Wei.ZERO));
  }

  @Test
  void tellsWhatWasPricedWhenNothingCouldBeTaken() {
    List<Candidate> priced =
        List.of(
            new Candidate(
                List.of(), Uint256.ONE, false, "below the limit price", Gas.ZERO, Wei.ZERO));
    GasInputs gas =
        new GasInputs(block(10), FeePerGas.of(7), FeePerGas.of(2), null, null, DataFee.none());
    Observation none = new Observation.NothingPossible(block(11), REVERTS, priced, gas);

    assertThat(decide(accepted, none))
        .containsExactly(new Deferred(ID, block(11), REVERTS, priced, gas));
    assertThat(decide(state(ExecutionStyle.IMMEDIATE), none))
        .containsExactly(new Failed(ID, REVERTS, Wei.ZERO, priced, gas));
  }

  @Test
  void expiresWhatWasNotBoundByTheDeadline() {
    assertThat(Decider.decide(accepted, new Observation.TimePassed(), DEADLINE))
        .containsExactly(new Expired(ID, Wei.ZERO));
    assertThat(Decider.decide(accepted, new Observation.TimePassed(), DEADLINE.minusNanos(1)))
        .isEmpty();
    assertThat(
            Decider.decide(
                accepted,
                new Observation.PlanFailed(
                    PLANNED, new Observation.NothingPossible(block(11), REVERTS)),
                DEADLINE))
        .containsExactly(new Expired(ID, Wei.ZERO));
    assertThat(Decider.decide(signed, new Observation.TimePassed(), DEADLINE)).isEmpty();
  }

  @Test
  void cancelsAtOnceOnlyWhatHoldsNoNonce() {
    assertThat(decide(accepted, new Observation.CancelAsked("me")))
        .containsExactly(new CancelRequested(ID, "me"), new Cancelled(ID, Wei.ZERO));
    assertThat(decide(signed, new Observation.CancelAsked("me")))
        .containsExactly(new CancelRequested(ID, "me"));
    IntentState asked = after(signed, new CancelRequested(ID, "me"));
    assertThat(decide(asked, new Observation.CancelAsked("me too"))).isEmpty();
  }

  @Test
  void saysOnceWhatNoPlanCouldHaveGot() {
    TokenAmount most = Samples.plan().quoted();
    Observation found = new Observation.BoundFound(1, most);

    assertThat(decide(signed, found)).containsExactly(new PlanBounded(ID, 1, most));
    assertThat(decide(after(signed, new PlanBounded(ID, 1, most)), found)).isEmpty();
    assertThat(decide(after(accepted, new Expired(ID, Wei.ZERO)), found)).isEmpty();
  }

  @Test
  void saysAChannelsAnswerOnce() {
    Observation sent =
        new Observation.Offered(TRADE_BYTES.hash(), "public", new SubmissionOutcome.Sent());
    IntentState known = after(signed, decide(signed, sent).toArray(IntentEvent[]::new));
    assertThat(decide(known, sent)).isEmpty();
    assertThat(
            decide(
                known,
                new Observation.Offered(
                    TRADE_BYTES.hash(), "public", new SubmissionOutcome.Unknown("timeout"))))
        .hasSize(1);
  }

  @Test
  @DisplayName("failures #77: mined but not final is not settled")
  void settlesOnlyWhenEveryNonceIsFinal() {
    Included approval = included(APPROVAL, APPROVAL_BYTES, block(11), true);
    Included trade = included(TRADE, TRADE_BYTES, block(11), true);
    Map<TxHash, Included> mined = Map.of(approval.hash(), approval, trade.hash(), trade);
    List<IntentEvent> seen = decide(signed, seen(mined, Set.of(), Set.of()));
    assertThat(seen).containsExactly(approval, trade);
    IntentState included = after(signed, approval, trade);
    assertThat(decide(included, seen(mined, Set.of(trade.hash()), Set.of()))).isEmpty();
    assertThat(decide(included, seen(mined, Set.of(trade.hash(), approval.hash()), Set.of())))
        .singleElement()
        .isInstanceOf(IntentEvent.Settled.class);
  }

  @Test
  void failsWhenAForeignTransactionConsumedTheNonceOfTheTrade() {
    Included approval = included(APPROVAL, APPROVAL_BYTES, block(11), true);
    IntentState included = after(signed, approval);
    Map<TxHash, Included> mined = Map.of(approval.hash(), approval);
    assertThat(decide(included, seen(mined, Set.of(approval.hash()), Set.of(new Nonce(4)))))
        .singleElement()
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.reason()).isInstanceOf(Rejection.NonceConsumed.class);
              assertThat(failed.fee()).isEqualTo(Wei.of(200_000));
            });
  }

  @Test
  @DisplayName("failures #63: a final revert fails the intent, with its whole fee and its reason")
  void failsWithTheReasonAndTheWholeFee() {
    Included approval = included(APPROVAL, APPROVAL_BYTES, block(11), true);
    Included silent = included(TRADE, TRADE_BYTES, block(11), false);
    Included told =
        new Included(
            ID,
            silent.role(),
            silent.hash(),
            silent.block(),
            false,
            silent.gasUsed(),
            silent.gasPrice(),
            silent.sold(),
            silent.bought(),
            new Settlement(
                1,
                new FeePaid(Wei.of(200_000), Wei.of(7), Wei.of(30), Wei.ZERO),
                new Revert(Revert.Kind.TEXT, "no more"),
                List.of()),
            null);
    assertThat(failure(approval, silent))
        .isEqualTo(new Failed(ID, new Rejection.Reverted("in block 11"), Wei.of(400_000)));
    assertThat(failure(approval, told))
        .isEqualTo(new Failed(ID, new Rejection.Reverted("in block 11: no more"), Wei.of(400_037)));
  }

  private IntentEvent failure(Included approval, Included trade) {
    Map<TxHash, Included> mined = Map.of(approval.hash(), approval, trade.hash(), trade);
    return decide(
            after(signed, approval, trade),
            seen(mined, Set.of(trade.hash(), approval.hash()), Set.of()))
        .getFirst();
  }

  @Test
  void withdrawsATradeWhoseApprovalReverted() {
    IntentState failed = after(signed, included(APPROVAL, APPROVAL_BYTES, block(11), false));
    assertThat(Agenda.next(open(failed), START))
        .isInstanceOfSatisfying(
            Task.Withdraw.class,
            withdraw ->
                assertThat(withdraw.slots()).extracting(Slot::nonce).containsExactly(new Nonce(4)));
  }

  @Test
  @DisplayName(
      "failures #149: what can't be signed any more is withdrawn, and fails with the reason")
  void givesUpWhatCannotBeSigned() {
    Rejection gone = new Rejection.RouterGone(new VenueId("uniswap-v2"), Samples.EXECUTOR);
    IntentState given = after(signed, new CancelRequested(ID, "the node", gone));
    assertThat(decide(signed, new Observation.Obstructed(gone)))
        .containsExactly(new CancelRequested(ID, "the node", gone));
    assertThat(decide(given, new Observation.Obstructed(gone))).isEmpty();
    assertThat(Agenda.next(open(given), START)).isInstanceOf(Task.Withdraw.class);
  }

  @Test
  void asksForWhatComesNext() {
    assertThat(Agenda.next(open(accepted), START.minusSeconds(1)))
        .isEqualTo(new Task.AwaitWindow(START));
    assertThat(Agenda.next(open(accepted), START)).isEqualTo(new Task.Prepare());
    assertThat(Agenda.next(open(signed), START))
        .isEqualTo(new Task.Follow(List.of(APPROVAL_BYTES, TRADE_BYTES)));
    assertThat(Agenda.next(open(signed), DEADLINE)).isInstanceOf(Task.Withdraw.class);
    IntentState cancelled = after(signed, new CancelRequested(ID, "me"));
    assertThat(Agenda.next(open(cancelled), START)).isInstanceOf(Task.Withdraw.class);
    IntentState traded =
        after(
            cancelled,
            included(APPROVAL, APPROVAL_BYTES, block(11), true),
            included(TRADE, TRADE_BYTES, block(11), true));
    assertThat(Agenda.next(open(traded), DEADLINE)).isEqualTo(new Task.Follow(List.of()));
  }

  private static Observation seen(
      Map<TxHash, Included> mined, Set<TxHash> settled, Set<Nonce> foreign) {
    return new Observation.ChainSeen(mined, settled, foreign);
  }

  private static List<IntentEvent> decide(IntentState state, Observation observation) {
    return Decider.decide(state, observation, START);
  }

  private static IntentState state(ExecutionStyle style) {
    return IntentState.replay(
        List.of(
            new Accepted(ID, Samples.intent(ID, Samples.sell(1_000_000), style), List.of(), null)));
  }

  private static IntentState after(IntentState state, IntentEvent... events) {
    IntentState next = state;
    for (IntentEvent event : events) {
      next = IntentState.evolve(next, event);
    }
    return next;
  }

  private static OpenIntent open(IntentState state) {
    if (state instanceof IntentState.Open open) {
      return open.life();
    }
    throw new AssertionError("not open: " + state);
  }
}
