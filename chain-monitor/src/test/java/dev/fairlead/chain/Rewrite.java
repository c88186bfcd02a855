package dev.fairlead.chain;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Spoils results one by one, knowing the method that each answers. */
final class Rewrite implements FaultProxy.Fault {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Change change;

  Rewrite(Change change) {
    this.change = change;
  }

  /** Gives what is told instead of a result; the result may be changed in place. */
  interface Change {
    JsonNode change(String method, JsonNode result);
  }

  static JsonNode parse(String json) {
    return JSON.readTree(json);
  }

  @Override
  public FaultProxy.Answer spoil(String request, String answer) {
    Map<Long, String> methods = new HashMap<>();
    each(
        parse(request),
        call -> methods.put(call.path("id").asLong(), call.path("method").asString()));
    JsonNode told = parse(answer);
    each(
        told,
        reply -> {
          if (reply.has("result")) {
            String method = methods.getOrDefault(reply.path("id").asLong(), "");
            ((ObjectNode) reply).set("result", change.change(method, reply.path("result")));
          }
        });
    return FaultProxy.Answer.of(JSON.writeValueAsString(told));
  }

  private static void each(JsonNode oneOrMany, Consumer<JsonNode> use) {
    if (oneOrMany.isArray()) {
      oneOrMany.forEach(use);
    } else {
      use.accept(oneOrMany);
    }
  }
}
