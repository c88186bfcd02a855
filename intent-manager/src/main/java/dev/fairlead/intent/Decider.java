package dev.fairlead.intent;

import dev.fairlead.model.TxHash;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentEvent.Assigned;
import dev.fairlead.model.intent.IntentEvent.CancelRequested;
import dev.fairlead.model.intent.IntentEvent.Cancelled;
import dev.fairlead.model.intent.IntentEvent.Deferred;
import dev.fairlead.model.intent.IntentEvent.Expired;
import dev.fairlead.model.intent.IntentEvent.Failed;
import dev.fairlead.model.intent.IntentEvent.Included;
import dev.fairlead.model.intent.IntentEvent.PlanBounded;
import dev.fairlead.model.intent.IntentEvent.Retracted;
import dev.fairlead.model.intent.IntentEvent.Signed;
import dev.fairlead.model.intent.IntentEvent.Submitted;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.settlement.Revert;
import dev.fairlead.model.settlement.Settlement;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events follow from an observation. Pure: the state, what was observed and the time are all
 * that counts. What no longer matters (a plan for an intent that was cancelled meanwhile, an answer
 * that says nothing new) gives no event.
 */
final class Decider {
  /** Whom a cancellation names that the node had to ask for itself. */
  private static final String BY_NODE = "the node";

  private Decider() {}

  static List<IntentEvent> decide(IntentState state, Observation observation, Instant now) {
    return switch (state) {
      case IntentState.Unborn _ ->
          throw new IllegalStateException("nothing was recorded of this intent");
      case IntentState.Ended _ -> List.of();
      case IntentState.Open open -> decide(open.life(), observation, now);
    };
  }

  private static List<IntentEvent> decide(OpenIntent life, Observation observation, Instant now) {
    return switch (observation) {
      case Observation.TimePassed _ -> onTime(life, now);
      case Observation.CancelAsked asked -> onCancel(life, asked.by());
      case Observation.NothingPossible nothing -> onNothingPossible(life, nothing, now);
      case Observation.PlanFailed failed -> onPlanFailed(life, failed, now);
      case Observation.PlanHeld held -> onPlanHeld(life, held, now);
      case Observation.BoundFound found -> onBound(life, found);
      case Observation.Obstructed(Rejection reason) -> onObstructed(life, reason);
      case Observation.WithdrawalDrafted withdrawal -> onWithdrawal(life, withdrawal);
      case Observation.SignaturesMade made -> onSignatures(life, made.transactions());
      case Observation.Offered offered -> onOffered(life, offered);
      case Observation.ChainSeen seen -> onChain(life, seen, now);
    };
  }

  private static boolean isFree(OpenIntent life, Instant now) {
    return life.slots().isEmpty() && life.cancellation() == null && !life.isPastDeadline(now);
  }

  private static List<IntentEvent> onTime(OpenIntent life, Instant now) {
    if (!life.slots().isEmpty()) {
      return List.of();
    }
    if (life.cancellation() != null) {
      return List.of(new Cancelled(life.id(), Wei.ZERO));
    }
    return life.isPastDeadline(now) ? List.of(new Expired(life.id(), Wei.ZERO)) : List.of();
  }

  private static List<IntentEvent> onCancel(OpenIntent life, String by) {
    if (life.cancellation() != null) {
      return List.of();
    }
    CancelRequested requested = new CancelRequested(life.id(), by);
    return life.slots().isEmpty()
        ? List.of(requested, new Cancelled(life.id(), Wei.ZERO))
        : List.of(requested);
  }

  private static List<IntentEvent> onBound(OpenIntent life, Observation.BoundFound found) {
    return life.isBounded(found.plan())
        ? List.of()
        : List.of(new PlanBounded(life.id(), found.plan(), found.most()));
  }

  /** The nonces are bound, and are consumed without a trade before the intent ends. */
  private static List<IntentEvent> onObstructed(OpenIntent life, Rejection reason) {
    return life.cancellation() == null
        ? List.of(new CancelRequested(life.id(), BY_NODE, reason))
        : List.of();
  }

  private static List<IntentEvent> onNothingPossible(
      OpenIntent life, Observation.NothingPossible nothing, Instant now) {
    if (!isFree(life, now)) {
      return onTime(life, now);
    }
    return switch (life.intent().constraints().style()) {
      case IMMEDIATE ->
          List.of(
              new Failed(
                  life.id(), nothing.reason(), Wei.ZERO, nothing.considered(), nothing.gas()));
      case ADAPTIVE -> {
        Deferred last = life.deferral();
        boolean known = last != null && last.reason().getClass() == nothing.reason().getClass();
        yield known
            ? List.of()
            : List.of(
                new Deferred(
                    life.id(),
                    nothing.at(),
                    nothing.reason(),
                    nothing.considered(),
                    nothing.gas()));
      }
    };
  }

  /** Where there is something to tell, the plan that failed is told with it. */
  private static List<IntentEvent> onPlanFailed(
      OpenIntent life, Observation.PlanFailed failed, Instant now) {
    List<IntentEvent> outcome = onNothingPossible(life, failed.outcome(), now);
    if (outcome.isEmpty() || !isFree(life, now)) {
      return outcome;
    }
    List<IntentEvent> events = new ArrayList<>();
    events.add(failed.plan());
    events.addAll(outcome);
    return events;
  }

  private static List<IntentEvent> onPlanHeld(
      OpenIntent life, Observation.PlanHeld held, Instant now) {
    if (!isFree(life, now)) {
      return onTime(life, now);
    }
    List<IntentEvent> events = new ArrayList<>();
    events.add(held.plan());
    events.add(held.simulation());
    for (Observation.Draft draft : held.drafts()) {
      events.add(new Assigned(life.id(), draft.role(), draft.transaction()));
    }
    return events;
  }

  private static List<IntentEvent> onWithdrawal(
      OpenIntent life, Observation.WithdrawalDrafted withdrawal) {
    List<IntentEvent> events = new ArrayList<>();
    for (UnsignedTransaction cancellation : withdrawal.cancellations()) {
      events.add(new Assigned(life.id(), TransactionRole.CANCELLATION, cancellation));
    }
    return events;
  }

  private static List<IntentEvent> onSignatures(
      OpenIntent life, List<SignedTransaction> transactions) {
    List<IntentEvent> events = new ArrayList<>();
    for (SignedTransaction signed : transactions) {
      for (Slot slot : life.slots()) {
        Payload current = slot.current();
        if (current.signed() == null && current.transaction().equals(signed.transaction())) {
          events.add(new Signed(life.id(), current.role(), signed));
        }
      }
    }
    return events;
  }

  private static List<IntentEvent> onOffered(OpenIntent life, Observation.Offered offered) {
    Submitted submitted =
        new Submitted(life.id(), offered.hash(), offered.channel(), offered.outcome());
    boolean known =
        life.payload(offered.hash())
            .map(payload -> payload.submissions().contains(submitted))
            .orElseThrow(
                () -> new IllegalStateException(offered.hash() + " was sent but never signed"));
    return known ? List.of() : List.of(submitted);
  }

  private static List<IntentEvent> onChain(
      OpenIntent life, Observation.ChainSeen seen, Instant now) {
    List<IntentEvent> events = new ArrayList<>();
    IntentState state = new IntentState.Open(life);
    for (Included known : life.inclusions().toList()) {
      Included sighting = seen.mined().get(known.hash());
      if (sighting == null || !sighting.block().equals(known.block())) {
        Retracted retracted = new Retracted(life.id(), known.hash(), known.block());
        events.add(retracted);
        state = IntentState.evolve(state, retracted);
      }
    }
    for (Payload payload : life.payloads().toList()) {
      Included sighting =
          payload.signed() == null ? null : seen.mined().get(payload.signed().hash());
      Included known = payload.inclusion();
      if (sighting != null && (known == null || !known.block().equals(sighting.block()))) {
        events.add(sighting);
        state = IntentState.evolve(state, sighting);
      }
    }
    if (state instanceof IntentState.Open open) {
      events.addAll(end(open.life(), seen, now));
    }
    return events;
  }

  /** The end of an intent whose nonces are all consumed for good. */
  private static List<IntentEvent> end(OpenIntent life, Observation.ChainSeen seen, Instant now) {
    if (life.slots().isEmpty()
        || !life.slots().stream().allMatch(slot -> isFinallyConsumed(slot, seen))) {
      return List.of();
    }
    Included trade = life.tradeInclusion().orElse(null);
    if (trade != null && trade.succeeded()) {
      return List.of(
          new IntentEvent.Settled(
              life.id(), trade.hash(), trade.block(), trade.sold(), trade.bought(), life.fee()));
    }
    return List.of(endWithoutTrade(life, trade, seen, now));
  }

  private static IntentEvent endWithoutTrade(
      OpenIntent life, @Nullable Included trade, Observation.ChainSeen seen, Instant now) {
    if (!seen.foreign().isEmpty()) {
      return new Failed(
          life.id(), new Rejection.NonceConsumed("nonces " + seen.foreign()), life.fee());
    }
    if (trade != null) {
      return new Failed(life.id(), new Rejection.Reverted(reason(trade)), life.fee());
    }
    CancelRequested cancellation = life.cancellation();
    if (cancellation != null) {
      return cancellation.reason() == null
          ? new Cancelled(life.id(), life.fee())
          : new Failed(life.id(), cancellation.reason(), life.fee());
    }
    Included approval =
        life.inclusions()
            .filter(i -> i.role() == TransactionRole.APPROVAL && !i.succeeded())
            .findFirst()
            .orElse(null);
    if (approval != null && !life.isPastDeadline(now)) {
      String why = "the approval reverted " + reason(approval);
      return new Failed(life.id(), new Rejection.Reverted(why), life.fee());
    }
    return new Expired(life.id(), life.fee());
  }

  private static String reason(Included reverted) {
    Settlement settlement = reverted.settlement();
    Revert why = settlement == null ? null : settlement.revert();
    String where = "in block " + reverted.block().number();
    return why == null ? where : where + ": " + why.reason();
  }

  private static boolean isFinallyConsumed(Slot slot, Observation.ChainSeen seen) {
    return seen.foreign().contains(slot.nonce())
        || slot.included()
            .map(payload -> hashOf(payload))
            .filter(seen.settled()::contains)
            .isPresent();
  }

  private static TxHash hashOf(Payload payload) {
    if (payload.signed() == null) {
      throw new IllegalStateException("included but not signed: " + payload.transaction());
    }
    return payload.signed().hash();
  }
}
