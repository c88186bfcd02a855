package dev.fairlead.faults;

import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes one field of a method's results, wherever its path leads. */
final class LyingFault implements Fault {
  private final String method;
  private final List<String> path;
  private final UnaryOperator<JsonNode> lie;

  LyingFault(String method, List<String> path, UnaryOperator<JsonNode> lie) {
    this.method = method;
    this.path = path;
    this.lie = lie;
  }

  @Override
  public ObjectNode answer(ObjectNode request, RpcServer behind) {
    ObjectNode answer = behind.ask(request);
    if (Messages.method(request).equals(method) && answer.hasNonNull("result")) {
      answer.set("result", changed(answer.get("result"), path));
    }
    return answer;
  }

  private JsonNode changed(JsonNode node, List<String> left) {
    if (left.isEmpty()) {
      return lie.apply(node);
    }
    String step = left.getFirst();
    List<String> rest = left.subList(1, left.size());
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (step.equals("*") || step.equals(Integer.toString(i))) {
          array.set(i, changed(array.get(i), rest));
        }
      }
    } else if (node instanceof ObjectNode object && object.has(step)) {
      object.set(step, changed(object.get(step), rest));
    }
    return node;
  }
}
