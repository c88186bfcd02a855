package dev.fairlead.node.crash;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.fairlead.api.v1.IntentPlanned;
import dev.fairlead.api.v1.TransactionIncluded;
import dev.fairlead.api.v1.TransactionSubmitted;
import dev.fairlead.model.Bytes;
import dev.fairlead.node.crash.LogFacts.Indexed;
import dev.fairlead.node.crash.LogFacts.Stored;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What stored events say, decoded here and not by the node's code. */
final class LogTypes {
  private static final Map<String, String> STAGES =
      Map.of(
          Strategy.SETTLED,
          "SETTLED",
          Strategy.CANCELLED,
          "CANCELLED",
          "intent.failed.v1",
          "FAILED",
          "intent.expired.v1",
          "EXPIRED",
          "intent.refused.v1",
          "REFUSED");

  private LogTypes() {}

  /** The transaction that an event of submission or inclusion is about. */
  static String hash(Stored event) throws InvalidProtocolBufferException {
    return switch (event.type()) {
      case "transaction.submitted.v1" -> TransactionSubmitted.parseFrom(event.payload()).getHash();
      case "transaction.included.v1" -> TransactionIncluded.parseFrom(event.payload()).getHash();
      default -> throw new IllegalArgumentException("not about a transaction: " + event.type());
    };
  }

  /** The height at which the last plan of a life was priced. */
  static long pricedAt(List<Stored> life) throws InvalidProtocolBufferException {
    long height = -1;
    for (Stored event : life) {
      if (event.type().equals("intent.planned.v1")) {
        height = IntentPlanned.parseFrom(event.payload()).getPlan().getPricedAt().getNumber();
      }
    }
    return height;
  }

  static String keccak(ByteString raw) {
    return Bytes.of(raw.toByteArray()).keccak256().toString();
  }

  /** The index of intents as it follows from the log, when all of them have ended. */
  static List<Indexed> index(List<Stored> events) {
    Map<UUID, Indexed> index = new LinkedHashMap<>();
    for (Stored event : events) {
      if (event.stream().startsWith("intent/")) {
        UUID intent = UUID.fromString(event.stream().substring("intent/".length()));
        Indexed before = index.get(intent);
        String stage = STAGES.get(event.type());
        index.put(
            intent,
            new Indexed(
                intent,
                stage == null ? "open" : stage,
                stage != null,
                event.version(),
                before == null ? event.position() : before.first(),
                event.position()));
      }
    }
    return new ArrayList<>(index.values());
  }
}
