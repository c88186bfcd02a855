package dev.fairlead.event.postgres;

import dev.fairlead.event.Claim;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamAppend;
import dev.fairlead.model.Event;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentEvent;
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
      case IntentEvent.Accepted accepted -> key(accepted.intent(), accepted.origin());
      case IntentEvent.Refused refused -> key(refused.intent(), refused.origin());
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

  private static Optional<Claim> key(Intent intent, @Nullable Origin origin) {
    return origin == null
        ? Optional.empty()
        : Optional.of(
            new Claim.IdempotencyKey(
                origin.principal(), origin.key(), origin.requestHash(), intent.id()));
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
