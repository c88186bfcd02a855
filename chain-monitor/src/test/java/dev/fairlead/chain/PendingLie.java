package dev.fairlead.chain;

import dev.fairlead.faults.Fault;
import dev.fairlead.faults.RpcServer;
import dev.fairlead.model.TxHash;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A server that says of a transaction that it is in the block under way. */
record PendingLie(TxHash invented) implements Fault {
  @Override
  public ObjectNode answer(ObjectNode request, RpcServer behind) {
    ObjectNode answer = behind.ask(request);
    if (request.path("params").path(0).asString("").equals("pending")
        && answer.path("result").path("transactions") instanceof ArrayNode transactions) {
      transactions.add(invented.toString());
    }
    return answer;
  }
}
