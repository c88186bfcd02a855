package dev.fairlead.grpc;

import dev.fairlead.api.v1.IntentStatus;
import dev.fairlead.api.v1.PreviewIntentResponse;
import dev.fairlead.api.v1.SubmitIntentResponse;
import dev.fairlead.api.v1.TransactionView;
import dev.fairlead.event.codec.IntentMessages;
import dev.fairlead.event.codec.PlanMessages;
import dev.fairlead.event.codec.RejectionMessages;
import dev.fairlead.event.codec.SettlementMessages;
import dev.fairlead.event.codec.Values;
import dev.fairlead.intent.IntentRecord;
import dev.fairlead.intent.IntentState;
import dev.fairlead.intent.IntentView;
import dev.fairlead.intent.OpenIntent;
import dev.fairlead.intent.Payload;
import dev.fairlead.intent.PreviewResult;
import dev.fairlead.intent.SubmitResult;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.RiskCheck;
import org.jspecify.annotations.Nullable;

/** What the desk and the history answer, as messages. */
final class IntentAnswers {
  private IntentAnswers() {}

  static SubmitIntentResponse accepted(SubmitResult.Accepted accepted) {
    SubmitIntentResponse.Builder response =
        SubmitIntentResponse.newBuilder()
            .setIntentId(accepted.id().toString())
            .setPosition(accepted.position().value())
            .setAcceptedAt(Values.timestamp(accepted.at()))
            .setRepeatedRequest(accepted.repeated());
    accepted.checks().forEach(check -> response.addChecks(check(check)));
    return response.build();
  }

  private static dev.fairlead.api.v1.RiskCheck check(RiskCheck check) {
    return dev.fairlead.api.v1.RiskCheck.newBuilder()
        .setName(check.name())
        .setDetail(check.detail())
        .build();
  }

  static PreviewIntentResponse preview(PreviewResult.Feasible feasible) {
    return PreviewIntentResponse.newBuilder()
        .setPlan(PlanMessages.message(feasible.plan()))
        .addAllConsidered(PlanMessages.messages(feasible.considered()))
        .setSimulated(Values.amount(feasible.bought()))
        .setGasUsed(feasible.gasUsed().value())
        .setGasCost(feasible.gasCost().toString())
        .setGas(PlanMessages.message(feasible.gas()))
        .setGrounds(PlanMessages.message(feasible.grounds()))
        .build();
  }

  /** An intent with every decision that was taken on it. */
  static dev.fairlead.api.v1.IntentView record(IntentRecord record) {
    return view(record.view()).toBuilder().addAllDecisions(Decisions.of(record.events())).build();
  }

  static dev.fairlead.api.v1.IntentView view(IntentView view) {
    dev.fairlead.api.v1.IntentView.Builder message =
        dev.fairlead.api.v1.IntentView.newBuilder()
            .setStatus(status(view.status()))
            .setPosition(view.last().value())
            .setUpdatedAt(Values.timestamp(view.updatedAt()));
    switch (view.state()) {
      case IntentState.Unborn _ ->
          throw new IllegalStateException("a view begins with the first event");
      case IntentState.Open open -> life(message, open.life());
      case IntentState.Ended ended -> {
        life(message, ended.life());
        end(message, ended.end());
      }
    }
    return message.build();
  }

  private static void life(dev.fairlead.api.v1.IntentView.Builder message, OpenIntent life) {
    ChainId chain = life.intent().trade().chain();
    message
        .setIntentId(life.id().toString())
        .setStrategyId(life.intent().strategy().toString())
        .setIntent(IntentMessages.message(life.intent()))
        .setFee(life.fee().toString());
    life.checks().forEach(check -> message.addChecks(check(check)));
    if (life.plan() != null) {
      message.setPlan(PlanMessages.message(life.plan()));
    }
    if (life.deferral() != null) {
      message.setReason(RejectionMessages.message(life.deferral().reason()));
    }
    life.payloads().forEach(payload -> message.addTransactions(transaction(chain, payload)));
    life.tradeInclusion()
        .filter(IntentEvent.Included::succeeded)
        .ifPresent(trade ->
            message.setSold(Values.amount(trade.sold())).setBought(Values.amount(trade.bought())));
  }

  static TransactionView transaction(ChainId chain, Payload payload) {
    TransactionView.Builder view =
        TransactionView.newBuilder()
            .setRole(payload.role().name())
            .setNonce(payload.transaction().nonce().value())
            .setMaxFeePerGas(payload.transaction().maxFee().toString())
            .setMaxPriorityFeePerGas(payload.transaction().maxPriorityFee().toString())
            .setGasLimit(payload.transaction().gasLimit().value());
    if (payload.signed() != null) {
      view.setHash(payload.signed().hash().toString());
    }
    payload.submissions().forEach(submission -> view.addChannels(submission.channel()));
    IntentEvent.@Nullable Included inclusion = payload.inclusion();
    if (inclusion != null) {
      view.setBlock(Values.block(chain, inclusion.block())).setOutcome(outcome(inclusion));
    }
    return view.build();
  }

  private static TransactionView.Outcome outcome(IntentEvent.Included inclusion) {
    TransactionView.Outcome.Builder outcome =
        TransactionView.Outcome.newBuilder()
            .setSucceeded(inclusion.succeeded())
            .setGasUsed(inclusion.gasUsed().value())
            .setGasPrice(inclusion.gasPrice().toString());
    if (inclusion.settlement() != null) {
      outcome.setSettlement(SettlementMessages.message(inclusion.settlement()));
    }
    if (inclusion.limits() != null) {
      outcome.setLimits(SettlementMessages.message(inclusion.limits()));
    }
    return outcome.build();
  }

  private static void end(dev.fairlead.api.v1.IntentView.Builder message, IntentEvent end) {
    switch (end) {
      case IntentEvent.Settled settled ->
          message
              .setSold(Values.amount(settled.sold()))
              .setBought(Values.amount(settled.bought()))
              .setFee(settled.fee().toString())
              .clearReason();
      case IntentEvent.Failed failed ->
          message
              .setReason(RejectionMessages.message(failed.reason()))
              .setFee(failed.fee().toString());
      case IntentEvent.Refused refused ->
          message.setReason(RejectionMessages.message(refused.reason()));
      case IntentEvent.Cancelled cancelled -> message.setFee(cancelled.fee().toString());
      case IntentEvent.Expired expired -> message.setFee(expired.fee().toString());
      case IntentEvent.Accepted _,
          IntentEvent.Planned _,
          IntentEvent.Deferred _,
          IntentEvent.Simulated _,
          IntentEvent.PlanBounded _,
          IntentEvent.Assigned _,
          IntentEvent.Signed _,
          IntentEvent.Submitted _,
          IntentEvent.Included _,
          IntentEvent.Retracted _,
          IntentEvent.CancelRequested _ ->
          throw new IllegalStateException(end + " ends no intent");
    }
  }

  static IntentStatus status(dev.fairlead.intent.IntentStatus status) {
    return switch (status) {
      case REFUSED -> IntentStatus.INTENT_STATUS_REFUSED;
      case ACCEPTED -> IntentStatus.INTENT_STATUS_ACCEPTED;
      case PLANNED -> IntentStatus.INTENT_STATUS_PLANNED;
      case SIMULATED -> IntentStatus.INTENT_STATUS_SIMULATED;
      case SIGNED -> IntentStatus.INTENT_STATUS_SIGNED;
      case SUBMITTED -> IntentStatus.INTENT_STATUS_SUBMITTED;
      case INCLUDED -> IntentStatus.INTENT_STATUS_INCLUDED;
      case CANCELLING -> IntentStatus.INTENT_STATUS_CANCELLING;
      case SETTLED -> IntentStatus.INTENT_STATUS_SETTLED;
      case FAILED -> IntentStatus.INTENT_STATUS_FAILED;
      case CANCELLED -> IntentStatus.INTENT_STATUS_CANCELLED;
      case EXPIRED -> IntentStatus.INTENT_STATUS_EXPIRED;
    };
  }
}
