package dev.fairlead.event.postgres;

import dev.fairlead.event.IntentStage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the stored names of events' types alone say of an intent. Written apart from the projection,
 * which goes by decoded events, so that one checks the other.
 */
final class IntentEventTypes {
  /**
   * A type.
   *
   * @param stage where it brings an intent; null where it moves nothing
   * @param begins whether a life begins with it
   * @param tells whether it can tell of a claim, so that it must be decoded
   */
  record Type(@Nullable IntentStage stage, boolean begins, boolean tells) {}

  private static final Map<ByteBuffer, Type> TYPES = new HashMap<>();

  static {
    put("intent.accepted.v1", IntentStage.ACCEPTED, true);
    put("intent.refused.v1", IntentStage.REFUSED, true);
    put("intent.planned.v1", IntentStage.PLANNED, false);
    put("intent.deferred.v1", IntentStage.DEFERRED, false);
    put("intent.simulated.v1", IntentStage.SIMULATED, false);
    put("intent.plan-bounded.v1", null, false);
    put("transaction.assigned.v1", IntentStage.ASSIGNED, false);
    put("transaction.signed.v1", IntentStage.SIGNED, false);
    put("transaction.submitted.v1", IntentStage.SUBMITTED, false);
    put("transaction.included.v1", IntentStage.INCLUDED, false);
    put("transaction.retracted.v1", IntentStage.RETRACTED, false);
    put("intent.cancel-requested.v1", null, false);
    put("intent.settled.v1", IntentStage.SETTLED, false);
    put("intent.failed.v1", IntentStage.FAILED, false);
    put("intent.cancelled.v1", IntentStage.CANCELLED, false);
    put("intent.expired.v1", IntentStage.EXPIRED, false);
  }

  private IntentEventTypes() {}

  private static void put(String name, @Nullable IntentStage stage, boolean begins) {
    boolean tells = ToldClaims.OF_KEYS.contains(name) || ToldClaims.OF_NONCES.contains(name);
    TYPES.put(
        ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)), new Type(stage, begins, tells));
  }

  /** The type of this name, as stored. */
  static Optional<Type> named(byte[] name) {
    return Optional.ofNullable(TYPES.get(ByteBuffer.wrap(name)));
  }
}
