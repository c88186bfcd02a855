package dev.fairlead.faults;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A server on another branch: from a height on, another real server answers. */
final class ForkedFault implements Fault {
  private final RpcServer other;
  private final long from;

  ForkedFault(RpcServer other, long from) {
    this.other = other;
    this.from = from;
  }

  @Override
  public ObjectNode answer(ObjectNode request, RpcServer behind) {
    long number = Messages.number(Messages.parameter(request, 0));
    if (Messages.method(request).equals("eth_getBlockByNumber") && number >= 0 && number < from) {
      return behind.ask(request);
    }
    return other.ask(request);
  }

  @Override
  public List<JsonNode> announce(JsonNode message) {
    return List.of();
  }
}
