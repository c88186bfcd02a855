package dev.fairlead.event.codec;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.fairlead.api.v1.AccountHeld;
import dev.fairlead.api.v1.AccountResumed;
import dev.fairlead.api.v1.ChainHalted;
import dev.fairlead.api.v1.ChainReorganised;
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
import dev.fairlead.api.v1.KeyIntroduced;
import dev.fairlead.api.v1.KeyRevoked;
import dev.fairlead.api.v1.MarketSwitchedOff;
import dev.fairlead.api.v1.MarketSwitchedOn;
import dev.fairlead.api.v1.NodeStarted;
import dev.fairlead.api.v1.NodeStopped;
import dev.fairlead.api.v1.RecordedEvent.PayloadCase;
import dev.fairlead.api.v1.TransactionAssigned;
import dev.fairlead.api.v1.TransactionIncluded;
import dev.fairlead.api.v1.TransactionRetracted;
import dev.fairlead.api.v1.TransactionSigned;
import dev.fairlead.api.v1.TransactionSubmitted;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The types of events under their stored names. A name and the shape behind it never change once
 * they are released; a new shape is a new type with a higher number.
 */
enum EventType {
  ACCEPTED("intent.accepted.v1", PayloadCase.ACCEPTED, IntentAccepted.parser()),
  REFUSED("intent.refused.v1", PayloadCase.REFUSED, IntentRefused.parser()),
  PLANNED("intent.planned.v1", PayloadCase.PLANNED, IntentPlanned.parser()),
  DEFERRED("intent.deferred.v1", PayloadCase.DEFERRED, IntentDeferred.parser()),
  SIMULATED("intent.simulated.v1", PayloadCase.SIMULATED, IntentSimulated.parser()),
  ASSIGNED("transaction.assigned.v1", PayloadCase.ASSIGNED, TransactionAssigned.parser()),
  SIGNED("transaction.signed.v1", PayloadCase.SIGNED, TransactionSigned.parser()),
  SUBMITTED("transaction.submitted.v1", PayloadCase.SUBMITTED, TransactionSubmitted.parser()),
  INCLUDED("transaction.included.v1", PayloadCase.INCLUDED, TransactionIncluded.parser()),
  RETRACTED("transaction.retracted.v1", PayloadCase.RETRACTED, TransactionRetracted.parser()),
  CANCEL_REQUESTED(
      "intent.cancel-requested.v1", PayloadCase.CANCEL_REQUESTED, IntentCancelRequested.parser()),
  SETTLED("intent.settled.v1", PayloadCase.SETTLED, IntentSettled.parser()),
  FAILED("intent.failed.v1", PayloadCase.FAILED, IntentFailed.parser()),
  CANCELLED("intent.cancelled.v1", PayloadCase.CANCELLED, IntentCancelled.parser()),
  EXPIRED("intent.expired.v1", PayloadCase.EXPIRED, IntentExpired.parser()),
  NODE_STARTED("node.started.v1", PayloadCase.NODE_STARTED, NodeStarted.parser()),
  NODE_STOPPED("node.stopped.v1", PayloadCase.NODE_STOPPED, NodeStopped.parser()),
  KEY_INTRODUCED("node.key-introduced.v1", PayloadCase.KEY_INTRODUCED, KeyIntroduced.parser()),
  KEY_REVOKED("node.key-revoked.v1", PayloadCase.KEY_REVOKED, KeyRevoked.parser()),
  CHAIN_REORGANISED(
      "chain.reorganised.v1", PayloadCase.CHAIN_REORGANISED, ChainReorganised.parser()),
  CHAIN_HALTED("chain.halted.v1", PayloadCase.CHAIN_HALTED, ChainHalted.parser()),
  ACCOUNT_HELD("account.held.v1", PayloadCase.ACCOUNT_HELD, AccountHeld.parser()),
  ACCOUNT_RESUMED("account.resumed.v1", PayloadCase.ACCOUNT_RESUMED, AccountResumed.parser()),
  MARKET_SWITCHED_OFF(
      "market.switched-off.v1", PayloadCase.MARKET_SWITCHED_OFF, MarketSwitchedOff.parser()),
  MARKET_SWITCHED_ON(
      "market.switched-on.v1", PayloadCase.MARKET_SWITCHED_ON, MarketSwitchedOn.parser()),
  PLAN_BOUNDED("intent.plan-bounded.v1", PayloadCase.PLAN_BOUNDED, IntentPlanBounded.parser());

  private static final Map<String, EventType> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(type -> type.storedName, Function.identity()));

  private final String storedName;
  private final PayloadCase field;
  private final Parser<? extends MessageLite> parser;

  EventType(String storedName, PayloadCase field, Parser<? extends MessageLite> parser) {
    this.storedName = storedName;
    this.field = field;
    this.parser = parser;
  }

  static Set<String> names() {
    return BY_NAME.keySet();
  }

  static Optional<EventType> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  String storedName() {
    return storedName;
  }

  /** The number of its field in the wire's {@code RecordedEvent}. */
  int fieldNumber() {
    return field.getNumber();
  }

  Parser<? extends MessageLite> parser() {
    return parser;
  }
}
