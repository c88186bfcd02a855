package dev.fairlead.faults;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One way in which a server misbehaves, at one or more of four places; each does nothing unless it
 * is overridden.
 *
 * <p>Called by many threads at once.
 */
public interface Fault {
  /** Answers one request, with the help of the server behind or without. */
  default ObjectNode answer(ObjectNode request, RpcServer behind) {
    return behind.ask(request);
  }

  /** What goes out in place of all the answers of one message. */
  default List<ObjectNode> answers(List<ObjectNode> answers) {
    return answers;
  }

  /** What goes out in place of one message of a subscription. */
  default List<JsonNode> announce(JsonNode message) {
    return List.of(message);
  }

  /** How the bytes go out, and whether they are these. */
  default Delivery deliver(Delivery honest) {
    return honest;
  }
}
