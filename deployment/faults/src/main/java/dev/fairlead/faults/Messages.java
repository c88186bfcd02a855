package dev.fairlead.faults;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON-RPC's envelopes. */
final class Messages {
  static final JsonMapper JSON = JsonMapper.shared();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Messages() {}

  static String method(ObjectNode request) {
    return request.path("method").asString("");
  }

  static JsonNode parameter(ObjectNode request, int index) {
    return request.path("params").path(index);
  }

  /** Whether the request is for one of these methods; none named means any. */
  static boolean isOneOf(ObjectNode request, List<String> methods) {
    return methods.isEmpty() || methods.contains(method(request));
  }

  static ObjectNode request(String method, Object... parameters) {
    ObjectNode request = NODES.objectNode().put("jsonrpc", "2.0").put("id", 1);
    request.put("method", method);
    request.set("params", JSON.valueToTree(List.of(parameters)));
    return request;
  }

  /** The same request with other parameters. */
  static ObjectNode with(ObjectNode request, int index, JsonNode parameter) {
    ObjectNode other = request.deepCopy();
    if (other.get("params") instanceof ArrayNode parameters && index < parameters.size()) {
      parameters.set(index, parameter);
    }
    return other;
  }

  static ObjectNode result(ObjectNode request, JsonNode result) {
    ObjectNode answer = NODES.objectNode().put("jsonrpc", "2.0");
    answer.set("id", request.path("id"));
    answer.set("result", result);
    return answer;
  }

  static ObjectNode nothing(ObjectNode request) {
    return result(request, NODES.nullNode());
  }

  static ObjectNode error(ObjectNode request, int code, String message) {
    ObjectNode answer = NODES.objectNode().put("jsonrpc", "2.0");
    answer.set("id", request.path("id"));
    answer.set("error", NODES.objectNode().put("code", code).put("message", message));
    return answer;
  }

  static JsonNode text(String text) {
    return NODES.stringNode(text);
  }

  static JsonNode quantity(long number) {
    return text("0x" + Long.toHexString(number));
  }

  /** The number behind a quantity, or -1 if it is none. */
  static long number(JsonNode quantity) {
    String text = quantity.asString("").toLowerCase(Locale.ROOT);
    return text.matches("0x[0-9a-f]{1,15}") ? Long.parseLong(text.substring(2), 16) : -1;
  }
}
