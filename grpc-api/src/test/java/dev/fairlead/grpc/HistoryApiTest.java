package dev.fairlead.grpc;

import static dev.fairlead.grpc.PastFixture.GAS;
import static dev.fairlead.grpc.PastFixture.ROUTES;
import static dev.fairlead.grpc.PastFixture.STRATEGY;
import static dev.fairlead.grpc.PastFixture.at;
import static dev.fairlead.grpc.PastFixture.block;
import static dev.fairlead.grpc.PastFixture.id;
import static dev.fairlead.grpc.PastFixture.intent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.api.v1.BookAsOf;
import dev.fairlead.api.v1.Decision;
import dev.fairlead.api.v1.DiffHistoryRequest;
import dev.fairlead.api.v1.FieldChange;
import dev.fairlead.api.v1.GetBookAsOfRequest;
import dev.fairlead.api.v1.GetIntentAsOfRequest;
import dev.fairlead.api.v1.GetLaneAsOfRequest;
import dev.fairlead.api.v1.GetNodeAsOfRequest;
import dev.fairlead.api.v1.HistoryDiff;
import dev.fairlead.api.v1.IntentStatus;
import dev.fairlead.api.v1.IntentSummary;
import dev.fairlead.api.v1.IntentView;
import dev.fairlead.api.v1.Lane;
import dev.fairlead.api.v1.LaneAsOf;
import dev.fairlead.api.v1.LaneNonce;
import dev.fairlead.api.v1.NodeAsOf;
import dev.fairlead.api.v1.NodeLife;
import dev.fairlead.api.v1.RecordedEvent;
import dev.fairlead.api.v1.StatusCount;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.PlanBound;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.RiskCheck;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the past is told to be, over real sockets and the real database. */
final class HistoryApiTest {
  private final PastFixture past = new PastFixture();

  @AfterEach
  void close() {
    past.close();
  }

  private static Lane lane() {
    return Lane.newBuilder()
        .setChainId(PastFixture.CHAIN.value())
        .setAccount(PastFixture.ACCOUNT.toString())
        .build();
  }

  @Test
  @DisplayName("failures #80: the pages of a book are of one moment, whatever comes after")
  void givesABookPageByPageAsOfOneMoment() {
    past.bound(1, 7);
    past.append(
        new IntentEvent.Refused(
            id(2),
            intent(id(2), ExecutionStyle.ADAPTIVE),
            List.of(new RiskCheck("tokens", "fine")),
            new Rejection.IdTaken(id(1)),
            null));
    long then = past.accepted(3);
    GetBookAsOfRequest.Builder request =
        GetBookAsOfRequest.newBuilder()
            .setStrategyId(STRATEGY.toString())
            .setAsOf(at(then))
            .setPageSize(2);

    BookAsOf first = past.history().getBookAsOf(request.build());
    long now = past.accepted(4);
    past.append(new IntentEvent.Expired(id(3), Wei.ZERO));
    BookAsOf second =
        past.history()
            .getBookAsOf(request.setPageToken(first.getNextPageToken()).setAsOf(at(now)).build());

    assertThat(first.getPosition()).isEqualTo(then).isEqualTo(second.getPosition());
    assertThat(first.getIntentsList())
        .extracting(IntentView::getIntentId, IntentView::getStatus)
        .containsExactly(
            tuple(id(3).toString(), IntentStatus.INTENT_STATUS_ACCEPTED),
            tuple(id(2).toString(), IntentStatus.INTENT_STATUS_REFUSED));
    assertThat(first.getCountsList())
        .extracting(StatusCount::getStatus, StatusCount::getIntents)
        .containsExactlyInAnyOrder(
            tuple(IntentStatus.INTENT_STATUS_ACCEPTED, 1L),
            tuple(IntentStatus.INTENT_STATUS_SIMULATED, 1L),
            tuple(IntentStatus.INTENT_STATUS_REFUSED, 1L));
    assertThat(first.getIntents(1).getChecksList())
        .singleElement()
        .satisfies(check -> assertThat(check.getName()).isEqualTo("tokens"));
    assertThat(second.getIntentsList())
        .extracting(IntentView::getIntentId)
        .containsExactly(id(1).toString());
    assertThat(second.getNextPageToken()).isEmpty();
    assertThatThrownBy(() -> past.history().getBookAsOf(request.setPageToken("next").build()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
  }

  @Test
  void tellsWhatADecisionRestedOn() {
    past.bound(1, 7);
    past.accepted(2);
    past.append(
        new IntentEvent.Deferred(
            id(2), block(10), new Rejection.SimulationReverted("no"), ROUTES, GAS));
    long last =
        past.append(
            new IntentEvent.Failed(
                id(2), new Rejection.SimulationReverted("still no"), Wei.ZERO, ROUTES, GAS));

    assertThat(intentAt(1, last).getDecisionsList())
        .singleElement()
        .satisfies(decision -> {
          assertThat(decision.hasPlan()).isTrue();
          assertThat(decision.getConsideredCount()).isEqualTo(2);
          assertThat(decision.getGas().getBaseFee()).isEqualTo("1000000000");
          assertThat(decision.getGas().getPriorityFee()).isEqualTo("2000000");
          assertThat(decision.getGas().getAt().getNumber()).isEqualTo(9);
          assertThat(decision.getGas().getNativeWorth().getAmount())
              .isEqualTo("1000000000000000000");
          assertThat(decision.getSimulated().getGasUsed()).isEqualTo(140_000);
          assertThat(decision.getGrounds().getMarginalPricesList()).containsExactly("0.0004");
          assertThat(decision.getGrounds().getDataCost()).isEqualTo("7000");
          assertThat(decision.getGrounds().getAtMost()).isEqualTo(decision.getPlan().getQuoted());
          assertThat(decision.getConsidered(0).getGas()).isEqualTo(110_000);
        });
    List<Decision> without = intentAt(2, last).getDecisionsList();
    assertThat(without).hasSize(2);
    assertThat(without)
        .allSatisfy(decision -> {
          assertThat(decision.hasPlan()).isFalse();
          assertThat(decision.getConsidered(1).getVerdict()).isEqualTo("gives less");
          assertThat(decision.getGas().getBaseFee()).isEqualTo("1000000000");
        });
    assertThat(without.getFirst().getDeferred().getReason().getMessage()).contains("no");
    assertThat(without.getLast().getFailed().getReason().getMessage()).contains("still no");
  }

  @Test
  void tellsTheBoundOfAPlanFromWhenItWasFound() {
    past.accepted(1);
    Grounds late = Grounds.UNTOLD.with(new PlanBound.Unknown("late"));
    past.append(
        new IntentEvent.Planned(id(1), PastFixture.plan(), ROUTES, GAS, late),
        new IntentEvent.Deferred(
            id(1), block(10), new Rejection.SimulationReverted("no"), List.of(), null));
    past.append(new IntentEvent.Planned(id(1), PastFixture.plan(), ROUTES, GAS, late));
    long before = past.append(PastFixture.simulated(id(1)), PastFixture.assigned(id(1), 7));
    long then = past.append(new IntentEvent.PlanBounded(id(1), 1, PastFixture.plan().quoted()));

    assertThat(intentAt(1, before).getDecisionsList())
        .extracting(decision -> decision.getGrounds().getBoundUnknown())
        .containsExactly("late", "late");
    IntentView view = intentAt(1, then);
    assertThat(view.getDecisions(0).getGrounds().getAtMost())
        .isEqualTo(view.getDecisions(0).getPlan().getQuoted());
    assertThat(view.getDecisions(1).getGrounds().getBoundUnknown()).isEqualTo("late");
    assertThat(view.getStatus()).isEqualTo(intentAt(1, before).getStatus());
  }

  private IntentView intentAt(int number, long position) {
    return past.history()
        .getIntentAsOf(
            GetIntentAsOfRequest.newBuilder()
                .setIntentId(id(number).toString())
                .setAsOf(at(position))
                .build());
  }

  @Test
  void givesALaneAsItStood() {
    long before = past.accepted(9);
    long claimed = past.bound(1, 7);
    long then = past.bound(2, 8);

    LaneAsOf empty = laneAt(before, 0, "");
    LaneAsOf first = laneAt(then, 1, "");
    LaneAsOf second = laneAt(then, 1, first.getNextPageToken());

    assertThat(empty.getNoncesList()).isEmpty();
    assertThat(first.getNoncesList())
        .singleElement()
        .satisfies(nonce -> {
          assertThat(nonce.getNonce()).isEqualTo(8);
          assertThat(nonce.getIntentId()).isEqualTo(id(2).toString());
        });
    assertThat(second.getNoncesList())
        .singleElement()
        .satisfies(nonce -> {
          assertThat(nonce.getNonce()).isEqualTo(7);
          assertThat(nonce.getState()).isEqualTo(LaneNonce.State.ASSIGNED);
          assertThat(nonce.getIntentStatus()).isEqualTo(IntentStatus.INTENT_STATUS_SIMULATED);
          assertThat(nonce.getClaimedAt()).isEqualTo(claimed);
          assertThat(nonce.getTransactions(0).getMaxFeePerGas()).isEqualTo("6");
        });
  }

  private LaneAsOf laneAt(long position, int size, String token) {
    return past.history()
        .getLaneAsOf(
            GetLaneAsOfRequest.newBuilder()
                .setLane(lane())
                .setAsOf(at(position))
                .setPageSize(size)
                .setPageToken(token)
                .build());
  }

  @Test
  @DisplayName("failures #131: a page token keeps its position while the log grows")
  void givesTheNodeAsItStood() {
    past.bound(1, 7);
    past.accepted(2);
    long then = past.accepted(3);
    past.append(new IntentEvent.Expired(id(2), Wei.ZERO));

    NodeAsOf first = nodeAt(then, 2, "");
    NodeAsOf second = nodeAt(then + 1, 2, first.getNextPageToken());

    assertThat(first.getPosition()).isEqualTo(then);
    assertThat(first.getHash())
        .isEqualTo(
            past.store().log().readAll(new LogPosition(then - 1), 1).getFirst().hash().toString());
    assertThat(first.getCountsList())
        .extracting(StatusCount::getStatus, StatusCount::getIntents)
        .containsExactlyInAnyOrder(
            tuple(IntentStatus.INTENT_STATUS_ACCEPTED, 2L),
            tuple(IntentStatus.INTENT_STATUS_SIMULATED, 1L));
    assertThat(first.getOpenIntentsList())
        .extracting(IntentSummary::getIntentId)
        .containsExactly(id(1).toString(), id(2).toString());
    assertThat(second.getPosition()).isEqualTo(then);
    assertThat(second.getOpenIntentsList())
        .extracting(IntentSummary::getIntentId)
        .containsExactly(id(3).toString());
    assertThat(second.getNextPageToken()).isEmpty();
    assertThat(first.getLanesList())
        .singleElement()
        .satisfies(next -> {
          assertThat(next.getLane()).isEqualTo(lane());
          assertThat(next.getNextNonce()).isEqualTo(8);
        });
    assertThat(first.getNodesList()).extracting(NodeLife::getName).containsExactly("node-1");
  }

  private NodeAsOf nodeAt(long position, int size, String token) {
    return past.history()
        .getNodeAsOf(
            GetNodeAsOfRequest.newBuilder()
                .setAsOf(at(position))
                .setPageSize(size)
                .setPageToken(token)
                .build());
  }

  @Test
  void tellsWhatChangedBetweenTwoMoments() {
    long from = past.accepted(1);
    past.append(
        new IntentEvent.Planned(id(1), PastFixture.plan(), ROUTES, GAS, Grounds.UNTOLD),
        new IntentEvent.Simulated(
            id(1), block(10), PastFixture.plan().quoted(), new dev.fairlead.model.Gas(1)),
        PastFixture.assigned(id(1), 7));
    long to = past.accepted(2);

    HistoryDiff one = diff(DiffHistoryRequest.newBuilder().setIntentId(id(1).toString()), from, to);
    assertThat(one.getEventsList())
        .extracting(RecordedEvent::getPosition)
        .containsExactly(from + 1, from + 2, from + 3);
    assertThat(change(one, "status"))
        .isEqualTo("INTENT_STATUS_ACCEPTED -> INTENT_STATUS_SIMULATED");
    assertThat(change(one, "transactions[0].nonce")).isEqualTo(" -> 7");

    HistoryDiff book =
        diff(DiffHistoryRequest.newBuilder().setStrategyId(STRATEGY.toString()), from, to);
    assertThat(change(book, "intents[" + id(2) + "].status"))
        .isEqualTo(" -> INTENT_STATUS_ACCEPTED");
    assertThat(change(book, "intents[" + id(1) + "].status"))
        .isEqualTo("INTENT_STATUS_ACCEPTED -> INTENT_STATUS_SIMULATED");

    HistoryDiff nonces = diff(DiffHistoryRequest.newBuilder().setLane(lane()), from, to);
    assertThat(change(nonces, "nonces[7].state")).isEqualTo(" -> ASSIGNED");

    HistoryDiff node = diff(DiffHistoryRequest.newBuilder().setNode(true).setLimit(2), from, to);
    assertThat(node.getEventsCount()).isEqualTo(2);
    assertThat(node.getMoreEvents()).isTrue();
    assertThat(change(node, "position")).isEqualTo(from + " -> " + to);
    assertThat(change(node, "counts[INTENT_STATUS_SIMULATED].intents")).isEqualTo(" -> 1");
    assertThat(change(node, "lanes[1:" + PastFixture.ACCOUNT + "].next_nonce")).isEqualTo(" -> 8");
    assertThat(diff(DiffHistoryRequest.newBuilder().setNode(true), to, to).getChangesList())
        .isEmpty();
    assertThatThrownBy(() -> diff(DiffHistoryRequest.newBuilder().setNode(true), to, from))
        .hasMessageContaining("is before position");
  }

  private HistoryDiff diff(DiffHistoryRequest.Builder scope, long from, long to) {
    return past.history().diffHistory(scope.setFrom(at(from)).setTo(at(to)).build());
  }

  private static String change(HistoryDiff diff, String path) {
    return diff.getChangesList().stream()
        .filter(change -> change.getPath().equals(path))
        .map(HistoryApiTest::shown)
        .findFirst()
        .orElse("no change of " + path + " in " + diff.getChangesList());
  }

  private static String shown(FieldChange change) {
    return change.getBefore() + " -> " + change.getAfter();
  }
}
