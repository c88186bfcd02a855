package dev.fairlead.event.codec;

import com.google.protobuf.MessageLite;
import dev.fairlead.api.v1.IntentAccepted;
import dev.fairlead.api.v1.IntentCancelRequested;
import dev.fairlead.api.v1.IntentCancelled;
import dev.fairlead.api.v1.IntentDeferred;
import dev.fairlead.api.v1.IntentExpired;
import dev.fairlead.api.v1.IntentFailed;
import dev.fairlead.api.v1.IntentPlanBounded;
import dev.fairlead.api.v1.IntentPlanned;
import dev.fairlead.api.v1.IntentRefused;
import dev.fairlead.api.v1.IntentSettled;
import dev.fairlead.api.v1.IntentSimulated;
import dev.fairlead.api.v1.TransactionAssigned;
import dev.fairlead.api.v1.TransactionIncluded;
import dev.fairlead.api.v1.TransactionRetracted;
import dev.fairlead.api.v1.TransactionSigned;
import dev.fairlead.api.v1.TransactionSubmitted;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Gas;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.intent.GasInputs;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.LimitCheck;
import dev.fairlead.model.intent.Origin;
import dev.fairlead.model.intent.RiskCheck;
import dev.fairlead.model.settlement.Settlement;
import dev.fairlead.model.tx.SignedTransaction;
import java.util.List;

/** The payloads of intents' events. */
final class IntentEventMessages {
  private IntentEventMessages() {}

  static EventType type(IntentEvent event) {
    return switch (event) {
      case IntentEvent.Accepted _ -> EventType.ACCEPTED;
      case IntentEvent.Refused _ -> EventType.REFUSED;
      case IntentEvent.Planned _ -> EventType.PLANNED;
      case IntentEvent.Deferred _ -> EventType.DEFERRED;
      case IntentEvent.Simulated _ -> EventType.SIMULATED;
      case IntentEvent.PlanBounded _ -> EventType.PLAN_BOUNDED;
      case IntentEvent.Assigned _ -> EventType.ASSIGNED;
      case IntentEvent.Signed _ -> EventType.SIGNED;
      case IntentEvent.Submitted _ -> EventType.SUBMITTED;
      case IntentEvent.Included _ -> EventType.INCLUDED;
      case IntentEvent.Retracted _ -> EventType.RETRACTED;
      case IntentEvent.CancelRequested _ -> EventType.CANCEL_REQUESTED;
      case IntentEvent.Settled _ -> EventType.SETTLED;
      case IntentEvent.Failed _ -> EventType.FAILED;
      case IntentEvent.Cancelled _ -> EventType.CANCELLED;
      case IntentEvent.Expired _ -> EventType.EXPIRED;
    };
  }

  static MessageLite message(IntentEvent event) {
    return switch (event) {
      case IntentEvent.Accepted accepted -> accepted(accepted);
      case IntentEvent.Refused refused -> refused(refused);
      case IntentEvent.Planned planned -> planned(planned);
      case IntentEvent.Deferred deferred -> deferred(deferred);
      case IntentEvent.Simulated(_, var at, var bought, var gasUsed) ->
          IntentSimulated.newBuilder()
              .setAt(Values.block(bought.token().chain(), at))
              .setBought(Values.amount(bought))
              .setGasUsed(gasUsed.value())
              .build();
      case IntentEvent.PlanBounded(_, var plan, var most) ->
          IntentPlanBounded.newBuilder().setPlan(plan).setAtMost(Values.amount(most)).build();
      case IntentEvent.Assigned(_, var role, var transaction) ->
          TransactionAssigned.newBuilder()
              .setRole(TransactionMessages.message(role))
              .setTransaction(TransactionMessages.message(transaction))
              .build();
      case IntentEvent.Signed(_, var role, var signed) ->
          TransactionSigned.newBuilder()
              .setRole(TransactionMessages.message(role))
              .setTransaction(TransactionMessages.message(signed.transaction()))
              .setRaw(Values.bytes(signed.raw()))
              .setHash(signed.hash().toString())
              .build();
      case IntentEvent.Submitted(_, var hash, var channel, var outcome) -> {
        TransactionSubmitted.Builder submitted =
            TransactionSubmitted.newBuilder().setHash(hash.toString()).setChannel(channel);
        TransactionMessages.outcome(submitted, outcome);
        yield submitted.build();
      }
      case IntentEvent.Included included -> included(included);
      case IntentEvent.Retracted(_, var hash, var block) ->
          TransactionRetracted.newBuilder()
              .setHash(hash.toString())
              .setBlock(Values.blockOfIntent(block))
              .build();
      case IntentEvent.CancelRequested(_, var by, var reason) -> {
        IntentCancelRequested.Builder message = IntentCancelRequested.newBuilder().setBy(by);
        if (reason != null) {
          message.setReason(RejectionMessages.message(reason));
        }
        yield message.build();
      }
      case IntentEvent.Settled(_, var hash, var block, var sold, var bought, var fee) ->
          IntentSettled.newBuilder()
              .setHash(hash.toString())
              .setBlock(Values.block(bought.token().chain(), block))
              .setSold(Values.amount(sold))
              .setBought(Values.amount(bought))
              .setFee(fee.toString())
              .build();
      case IntentEvent.Failed failed -> failed(failed);
      case IntentEvent.Cancelled(_, var fee) ->
          IntentCancelled.newBuilder().setFee(fee.toString()).build();
      case IntentEvent.Expired(_, var fee) ->
          IntentExpired.newBuilder().setFee(fee.toString()).build();
    };
  }

  private static IntentAccepted accepted(IntentEvent.Accepted accepted) {
    IntentAccepted.Builder message =
        IntentAccepted.newBuilder().setIntent(IntentMessages.message(accepted.intent()));
    accepted.checks().forEach(check -> message.addChecks(check(check)));
    Origin origin = accepted.origin();
    if (origin != null) {
      message.setOrigin(IntentMessages.message(origin));
    }
    return message.build();
  }

  private static IntentRefused refused(IntentEvent.Refused refused) {
    IntentRefused.Builder message =
        IntentRefused.newBuilder()
            .setIntent(IntentMessages.message(refused.intent()))
            .setReason(RejectionMessages.message(refused.reason()));
    refused.checks().forEach(check -> message.addChecks(check(check)));
    Origin origin = refused.origin();
    if (origin != null) {
      message.setOrigin(IntentMessages.message(origin));
    }
    return message.build();
  }

  static dev.fairlead.api.v1.RiskCheck check(RiskCheck check) {
    return dev.fairlead.api.v1.RiskCheck.newBuilder()
        .setName(check.name())
        .setDetail(check.detail())
        .build();
  }

  private static IntentPlanned planned(IntentEvent.Planned planned) {
    IntentPlanned.Builder message =
        IntentPlanned.newBuilder()
            .setPlan(PlanMessages.message(planned.plan()))
            .addAllConsidered(PlanMessages.messages(planned.considered()));
    GasInputs gas = planned.gas();
    if (gas != null) {
      message.setGas(PlanMessages.message(gas));
    }
    if (!planned.grounds().equals(Grounds.UNTOLD)) {
      message.setGrounds(PlanMessages.message(planned.grounds()));
    }
    return message.build();
  }

  private static IntentDeferred deferred(IntentEvent.Deferred deferred) {
    IntentDeferred.Builder message =
        IntentDeferred.newBuilder()
            .setAt(Values.blockOfIntent(deferred.at()))
            .setReason(RejectionMessages.message(deferred.reason()))
            .addAllConsidered(PlanMessages.messages(deferred.considered()));
    GasInputs gas = deferred.gas();
    if (gas != null) {
      message.setGas(PlanMessages.message(gas));
    }
    return message.build();
  }

  private static IntentFailed failed(IntentEvent.Failed failed) {
    IntentFailed.Builder message =
        IntentFailed.newBuilder()
            .setReason(RejectionMessages.message(failed.reason()))
            .setFee(failed.fee().toString())
            .addAllConsidered(PlanMessages.messages(failed.considered()));
    GasInputs gas = failed.gas();
    if (gas != null) {
      message.setGas(PlanMessages.message(gas));
    }
    return message.build();
  }

  private static TransactionIncluded included(IntentEvent.Included included) {
    ChainId chain = included.bought().token().chain();
    TransactionIncluded.Builder message =
        TransactionIncluded.newBuilder()
            .setRole(TransactionMessages.message(included.role()))
            .setHash(included.hash().toString())
            .setBlock(Values.block(chain, included.block()))
            .setSucceeded(included.succeeded())
            .setGasUsed(included.gasUsed().value())
            .setGasPrice(included.gasPrice().toString())
            .setSold(Values.amount(included.sold()))
            .setBought(Values.amount(included.bought()));
    Settlement settlement = included.settlement();
    if (settlement != null) {
      message.setSettlement(SettlementMessages.message(settlement));
    }
    LimitCheck limits = included.limits();
    if (limits != null) {
      message.setLimits(SettlementMessages.message(limits));
    }
    return message.build();
  }

  static IntentEvent event(IntentId id, MessageLite message) {
    return switch (message) {
      case IntentAccepted m ->
          new IntentEvent.Accepted(
              id,
              IntentMessages.intent(m.getIntent()),
              checks(m.getChecksList()),
              m.hasOrigin() ? IntentMessages.origin(m.getOrigin()) : null);
      case IntentRefused m ->
          new IntentEvent.Refused(
              id,
              IntentMessages.intent(m.getIntent()),
              checks(m.getChecksList()),
              RejectionMessages.rejection(m.getReason()),
              m.hasOrigin() ? IntentMessages.origin(m.getOrigin()) : null);
      case IntentPlanned m ->
          new IntentEvent.Planned(
              id,
              PlanMessages.plan(m.getPlan()),
              PlanMessages.candidates(m.getConsideredList()),
              m.hasGas() ? PlanMessages.gas(m.getGas()) : null,
              PlanMessages.grounds(m.getGrounds()));
      case IntentDeferred m ->
          new IntentEvent.Deferred(
              id,
              Values.block(m.getAt()),
              RejectionMessages.rejection(m.getReason()),
              PlanMessages.candidates(m.getConsideredList()),
              m.hasGas() ? PlanMessages.gas(m.getGas()) : null);
      case IntentSimulated m ->
          new IntentEvent.Simulated(
              id, Values.block(m.getAt()), Values.amount(m.getBought()), new Gas(m.getGasUsed()));
      case IntentPlanBounded m ->
          new IntentEvent.PlanBounded(id, m.getPlan(), Values.amount(m.getAtMost()));
      case TransactionAssigned m ->
          new IntentEvent.Assigned(
              id,
              TransactionMessages.role(m.getRole()),
              TransactionMessages.transaction(m.getTransaction()));
      case TransactionSigned m ->
          new IntentEvent.Signed(
              id,
              TransactionMessages.role(m.getRole()),
              new SignedTransaction(
                  TransactionMessages.transaction(m.getTransaction()),
                  Values.bytes(m.getRaw()),
                  TxHash.parse(m.getHash())));
      case TransactionSubmitted m ->
          new IntentEvent.Submitted(
              id, TxHash.parse(m.getHash()), m.getChannel(), TransactionMessages.outcome(m));
      case TransactionIncluded m -> included(id, m);
      case TransactionRetracted m ->
          new IntentEvent.Retracted(id, TxHash.parse(m.getHash()), Values.block(m.getBlock()));
      case IntentCancelRequested m ->
          new IntentEvent.CancelRequested(
              id, m.getBy(), m.hasReason() ? RejectionMessages.rejection(m.getReason()) : null);
      case IntentSettled m ->
          new IntentEvent.Settled(
              id,
              TxHash.parse(m.getHash()),
              Values.block(m.getBlock()),
              Values.amount(m.getSold()),
              Values.amount(m.getBought()),
              Values.wei(m.getFee()));
      case IntentFailed m ->
          new IntentEvent.Failed(
              id,
              RejectionMessages.rejection(m.getReason()),
              Values.wei(m.getFee()),
              PlanMessages.candidates(m.getConsideredList()),
              m.hasGas() ? PlanMessages.gas(m.getGas()) : null);
      case IntentCancelled m -> new IntentEvent.Cancelled(id, Values.wei(m.getFee()));
      case IntentExpired m -> new IntentEvent.Expired(id, Values.wei(m.getFee()));
      default -> throw new IllegalArgumentException("not an intent's event: " + message.getClass());
    };
  }

  static List<RiskCheck> checks(List<dev.fairlead.api.v1.RiskCheck> messages) {
    return messages.stream().map(m -> new RiskCheck(m.getName(), m.getDetail())).toList();
  }

  private static IntentEvent.Included included(IntentId id, TransactionIncluded m) {
    return new IntentEvent.Included(
        id,
        TransactionMessages.role(m.getRole()),
        TxHash.parse(m.getHash()),
        Values.block(m.getBlock()),
        m.getSucceeded(),
        new Gas(m.getGasUsed()),
        TransactionMessages.fee(m.getGasPrice()),
        Values.amount(m.getSold()),
        Values.amount(m.getBought()),
        m.hasSettlement() ? SettlementMessages.settlement(m.getSettlement()) : null,
        m.hasLimits() ? SettlementMessages.limits(m.getLimits()) : null);
  }
}
