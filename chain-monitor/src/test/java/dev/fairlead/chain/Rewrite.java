package dev.fairlead.chain;

import dev.fairlead.faults.Fault;
import dev.fairlead.faults.RpcServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Spoils results one by one, knowing the method that each answers. */
final class Rewrite implements Fault {
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
  public ObjectNode answer(ObjectNode request, RpcServer behind) {
    ObjectNode reply = behind.ask(request);
    if (reply.has("result")) {
      reply.set("result", change.change(request.path("method").asString(), reply.path("result")));
    }
    return reply;
  }
}
