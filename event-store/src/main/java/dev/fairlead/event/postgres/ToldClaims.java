package dev.fairlead.event.postgres;

import dev.fairlead.event.Claim;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamAppend;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.UnreadableEvent;
import dev.fairlead.event.codec.EventCodec;
import dev.fairlead.event.codec.IntentBeginning;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Event;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Origin;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The claims that events tell of, so that the tables of claims can be made again from the log. */
final class ToldClaims {
  /** The stored names of the types of events that can tell of the key of a request. */
  static final List<String> OF_KEYS = List.of("intent.accepted.v1", "intent.refused.v1");

  /** The same for a nonce. */
  static final List<String> OF_NONCES = List.of("transaction.assigned.v1");

  private ToldClaims() {}

  /** The claim that an event rests on. */
  static Optional<Claim> of(Event event) {
    return switch (event) {
      case IntentEvent.Accepted accepted -> key(accepted.intent().id(), accepted.origin());
      case IntentEvent.Refused refused -> key(refused.intent().id(), refused.origin());
      case IntentEvent.Assigned assigned ->
          Optional.of(
              new Claim.AccountNonce(
                  assigned.transaction().chain(),
                  assigned.transaction().from(),
                  assigned.transaction().nonce(),
                  assigned.id()));
      default -> Optional.empty();
    };
  }

  /** The claim that an event of this type rests on, as stored; none when it can't be read. */
  static Optional<Claim> of(String intent, String type, byte[] payload) {
    if (OF_KEYS.contains(type)) {
      return beginning(type, payload).flatMap(ToldClaims::of);
    }
    try {
      return of(EventCodec.decode(new StreamId("intent", intent), type, Bytes.wrap(payload)));
    } catch (UnreadableEvent | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The beginning of an intent that an event tells of; nothing when it can't be read. */
  static Optional<IntentBeginning> beginning(String type, byte[] payload) {
    try {
      return Optional.of(IntentBeginning.read(type, payload));
    } catch (UnreadableEvent e) {
      return Optional.empty();
    }
  }

  /** The claim that a beginning rests on; none when it tells of one that nobody could take. */
  static Optional<Claim> of(IntentBeginning beginning) {
    try {
      return key(beginning.id(), beginning.origin());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Claim> key(IntentId intent, @Nullable Origin origin) {
    return origin == null
        ? Optional.empty()
        : Optional.of(
            new Claim.IdempotencyKey(
                origin.principal(), origin.key(), origin.requestHash(), intent));
  }

  /**
   * Where a claim stands: at the event that tells of it, or at the first one of its append.
   *
   * @param first the position of the append's first event
   */
  static long position(Claim claim, List<StreamAppend> streams, long first) {
    long position = first;
    for (StreamAppend stream : streams) {
      for (NewEvent event : stream.events()) {
        if (of(event.event()).filter(claim::equals).isPresent()) {
          return position;
        }
        position++;
      }
    }
    return first;
  }
}
