package dev.fairlead.intent;

import dev.fairlead.faults.Fault;
import dev.fairlead.faults.RpcServer;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A sequencer that keeps what it is sent to itself, and says that it took it into its block. */
final class FalsePromises implements Fault {
  private final Set<Bytes32> taken = ConcurrentHashMap.newKeySet();

  @Override
  public ObjectNode answer(ObjectNode request, RpcServer behind) {
    if (request.path("method").asString("").equals("eth_sendRawTransaction")) {
      Bytes32 hash = Bytes.parse(request.path("params").path(0).asString("")).keccak256();
      taken.add(hash);
      ObjectNode answer = request.objectNode().put("jsonrpc", "2.0");
      answer.set("id", request.path("id"));
      return answer.put("result", hash.toString());
    }
    ObjectNode answer = behind.ask(request);
    if (request.path("params").path(0).asString("").equals("pending")
        && answer.path("result").path("transactions") instanceof ArrayNode transactions) {
      taken.forEach(hash -> transactions.add(hash.toString()));
    }
    return answer;
  }
}
