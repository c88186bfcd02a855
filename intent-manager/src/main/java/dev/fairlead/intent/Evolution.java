package dev.fairlead.intent;

import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
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
import dev.fairlead.model.intent.IntentEvent.Refused;
import dev.fairlead.model.intent.IntentEvent.Retracted;
import dev.fairlead.model.intent.IntentEvent.Settled;
import dev.fairlead.model.intent.IntentEvent.Signed;
import dev.fairlead.model.intent.IntentEvent.Simulated;
import dev.fairlead.model.intent.IntentEvent.Submitted;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.TransactionRole;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The laws of an intent's life. Each event either leads to the next state or, when it breaks a law,
 * stops whoever applies it: a doubled trade must not be derivable from any log.
 */
final class Evolution {
  private Evolution() {}

  static IntentState evolve(IntentState state, IntentEvent event) {
    return switch (state) {
      case IntentState.Unborn _ -> begin(event);
      case IntentState.Open open -> live(open.life(), event);
      case IntentState.Ended ended -> throw broken(event, "the intent ended by " + ended.end());
    };
  }

  private static IntentState begin(IntentEvent event) {
    return switch (event) {
      case Accepted accepted ->
          new IntentState.Open(OpenIntent.of(accepted.intent(), accepted.checks()));
      case Refused refused ->
          new IntentState.Ended(OpenIntent.of(refused.intent(), refused.checks()), refused);
      case Planned _,
          Deferred _,
          Simulated _,
          PlanBounded _,
          Assigned _,
          Signed _,
          Submitted _,
          Included _,
          Retracted _,
          CancelRequested _,
          Settled _,
          Failed _,
          Cancelled _,
          Expired _ ->
          throw broken(event, "the intent was never accepted");
    };
  }

  private static IntentState live(OpenIntent life, IntentEvent event) {
    check(life.id().equals(event.id()), event, "it is of another intent");
    return switch (event) {
      case Accepted _, Refused _ -> throw broken(event, "the intent was accepted before");
      case Planned planned -> {
        checkUncommitted(life, event);
        yield new IntentState.Open(life.planned(planned.plan(), planned.grounds()));
      }
      case Deferred deferred -> {
        checkUncommitted(life, event);
        yield new IntentState.Open(life.deferred(deferred));
      }
      case Simulated simulated -> {
        checkUncommitted(life, event);
        check(life.plan() != null, event, "nothing is planned");
        yield new IntentState.Open(life.simulated(simulated));
      }
      case PlanBounded bounded -> {
        check(bounded.plan() <= life.grounds().size(), event, "there is no such plan");
        check(!life.isBounded(bounded.plan()), event, "the plan has its bound");
        yield new IntentState.Open(life.bounded(bounded));
      }
      case Assigned assigned -> new IntentState.Open(assign(life, assigned));
      case Signed signed -> new IntentState.Open(sign(life, signed));
      case Submitted submitted ->
          new IntentState.Open(
              change(life, event, submitted.hash(), payload -> payload.submitted(submitted)));
      case Included included -> new IntentState.Open(include(life, included));
      case Retracted retracted -> new IntentState.Open(retract(life, retracted));
      case CancelRequested requested -> {
        check(life.cancellation() == null, event, "it was requested before");
        yield new IntentState.Open(life.cancelled(requested));
      }
      case Settled settled -> {
        checkSettled(life, settled);
        yield new IntentState.Ended(life, event);
      }
      case Failed failed -> {
        boolean foreign = failed.reason() instanceof Rejection.NonceConsumed;
        check(foreign || isConsumed(life), event, "a nonce is still open");
        yield endWithoutTrade(life, event);
      }
      case Cancelled _ -> {
        check(life.cancellation() != null, event, "nobody asked to cancel");
        check(isConsumed(life), event, "a nonce is still open");
        yield endWithoutTrade(life, event);
      }
      case Expired _ -> {
        check(isConsumed(life), event, "a nonce is still open");
        yield endWithoutTrade(life, event);
      }
    };
  }

  /** Nothing may be planned anew once a nonce is bound: that would be a second trade. */
  private static void checkUncommitted(OpenIntent life, IntentEvent event) {
    check(life.slots().isEmpty(), event, "a nonce is bound already");
    check(life.cancellation() == null, event, "it was asked to stop");
  }

  private static OpenIntent assign(OpenIntent life, Assigned event) {
    List<Slot> slots = new ArrayList<>(life.slots());
    Nonce nonce = event.transaction().nonce();
    Payload payload = Payload.assigned(event.role(), event.transaction());
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      if (slot.nonce().equals(nonce)) {
        check(payload.isCancellation(), event, "the nonce has its payload");
        check(slot.included().isEmpty(), event, "the nonce is consumed");
        check(
            slot.current().transaction().from().equals(event.transaction().from())
                && slot.current().transaction().chain().equals(event.transaction().chain()),
            event,
            "the nonce is of another account");
        slots.set(i, slot.with(payload));
        return life.withSlots(slots);
      }
    }
    check(!payload.isCancellation(), event, "there is nothing to cancel at this nonce");
    check(life.simulation() != null, event, "nothing was simulated");
    check(life.cancellation() == null, event, "it was asked to stop");
    if (!slots.isEmpty()) {
      Slot last = slots.getLast();
      check(last.current().role() == TransactionRole.APPROVAL, event, "the trade is assigned");
      check(last.current().signed() == null, event, "the slots are signed already");
      check(nonce.equals(last.nonce().next()), event, "there is a gap after " + last.nonce());
    }
    slots.add(new Slot(nonce, List.of(payload)));
    return life.withSlots(slots);
  }

  private static OpenIntent sign(OpenIntent life, Signed event) {
    List<Slot> slots = new ArrayList<>(life.slots());
    check(
        slots.stream().anyMatch(slot -> slot.payloads().getFirst().role() == TransactionRole.TRADE),
        event,
        "the trade is not assigned");
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      Payload current = slot.current();
      if (current.transaction().equals(event.transaction().transaction())) {
        check(current.role() == event.role(), event, "it was assigned as " + current.role());
        check(current.signed() == null, event, "it is signed already");
        slots.set(
            i, slot.replacing(slot.payloads().size() - 1, current.signedAs(event.transaction())));
        return life.withSlots(slots);
      }
    }
    throw broken(event, "this payload was not assigned");
  }

  private static OpenIntent include(OpenIntent life, Included event) {
    Slot slot =
        life.slots().stream()
            .filter(s -> s.payloads().stream().anyMatch(p -> p.hasHash(event.hash())))
            .findFirst()
            .orElseThrow(() -> broken(event, "these bytes were never signed"));
    check(slot.included().isEmpty(), event, "the nonce is consumed already");
    return change(
        life,
        event,
        event.hash(),
        payload -> {
          check(payload.role() == event.role(), event, "its role is " + payload.role());
          return payload.includedBy(event);
        });
  }

  private static OpenIntent retract(OpenIntent life, Retracted event) {
    return change(
        life,
        event,
        event.hash(),
        payload -> {
          Included before = payload.inclusion();
          check(
              before != null && before.block().equals(event.block()),
              event,
              "it was not included there");
          return payload.includedBy(null);
        });
  }

  private static OpenIntent change(
      OpenIntent life, IntentEvent event, TxHash hash, UnaryOperator<Payload> change) {
    List<Slot> slots = new ArrayList<>(life.slots());
    for (int i = 0; i < slots.size(); i++) {
      List<Payload> payloads = slots.get(i).payloads();
      for (int j = 0; j < payloads.size(); j++) {
        if (payloads.get(j).hasHash(hash)) {
          slots.set(i, slots.get(i).replacing(j, change.apply(payloads.get(j))));
          return life.withSlots(slots);
        }
      }
    }
    throw broken(event, "these bytes were never signed");
  }

  private static void checkSettled(OpenIntent life, Settled event) {
    Included trade =
        life.tradeInclusion().orElseThrow(() -> broken(event, "the trade is in no block"));
    check(
        trade.succeeded()
            && trade.hash().equals(event.hash())
            && trade.block().equals(event.block())
            && trade.sold().equals(event.sold())
            && trade.bought().equals(event.bought()),
        event,
        "the trade in the block is another: " + trade);
    check(life.fee().equals(event.fee()), event, "the fees add up to " + life.fee());
  }

  private static IntentState endWithoutTrade(OpenIntent life, IntentEvent event) {
    check(
        life.tradeInclusion().filter(Included::succeeded).isEmpty(), event, "the trade succeeded");
    return new IntentState.Ended(life, event);
  }

  private static boolean isConsumed(OpenIntent life) {
    return life.slots().stream().allMatch(slot -> slot.included().isPresent());
  }

  private static void check(boolean holds, IntentEvent event, String otherwise) {
    if (!holds) {
      throw broken(event, otherwise);
    }
  }

  private static IllegalStateException broken(IntentEvent event, String why) {
    return new IllegalStateException(
        "intent %s can't have %s: %s".formatted(event.id(), event.getClass().getSimpleName(), why));
  }
}
