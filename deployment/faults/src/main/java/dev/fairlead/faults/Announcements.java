package dev.fairlead.faults;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Faults of subscriptions. */
public final class Announcements {
  private Announcements() {}

  /** None arrives, and the connection stays open. */
  public static Fault missing() {
    return each(_ -> List.of());
  }

  /** Each arrives twice. */
  public static Fault doubled() {
    return each(message -> List.of(message, message));
  }

  /** Every other one arrives before the one that it follows. */
  public static Fault outOfOrder() {
    AtomicReference<@Nullable JsonNode> held = new AtomicReference<>();
    return each(message -> {
      JsonNode before = held.getAndSet(null);
      if (before != null) {
        return List.of(message, before);
      }
      held.set(message);
      return List.of();
    });
  }

  /** Every other one is missing. */
  public static Fault skipped() {
    AtomicReference<@Nullable JsonNode> last = new AtomicReference<>();
    return each(message -> {
      if (last.getAndSet(null) != null) {
        return List.of();
      }
      last.set(message);
      return List.of(message);
    });
  }

  /** Each names another hash than the block's. */
  public static Fault naming(String hash) {
    return each(message -> {
      JsonNode other = message.deepCopy();
      if (other.path("params").path("result") instanceof ObjectNode head) {
        head.put("hash", hash);
      }
      return List.of(other);
    });
  }

  /** Each is followed by something that is no message of a subscription. */
  public static Fault followedBy(JsonNode other) {
    return each(message -> List.of(message, other));
  }

  private interface Each {
    List<JsonNode> instead(JsonNode message);
  }

  private static Fault each(Each each) {
    return new Fault() {
      @Override
      public synchronized List<JsonNode> announce(JsonNode message) {
        return each.instead(message);
      }
    };
  }
}
