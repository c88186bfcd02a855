package dev.fairlead.faults;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A server that has not heard of the newest blocks: it knows nothing of what is in them. */
final class StaleFault implements Fault {
  private static final Set<String> NEWEST = Set.of("latest", "pending");
  private static final Set<String> BY_BLOCK_HASH =
      Set.of("eth_getBlockByHash", "eth_getBlockReceipts");

  private final long blocks;
  private final ArrayDeque<JsonNode> late = new ArrayDeque<>();

  StaleFault(long blocks) {
    this.blocks = blocks;
  }

  @Override
  public ObjectNode answer(ObjectNode request, RpcServer behind) {
    long head = head(behind);
    String method = Messages.method(request);
    if (method.equals("eth_blockNumber")) {
      return Messages.result(request, Messages.quantity(head));
    }
    if (BY_BLOCK_HASH.contains(method)) {
      return numberOf(Messages.parameter(request, 0).asString(""), behind) > head
          ? Messages.nothing(request)
          : behind.ask(request);
    }
    ObjectNode asked = request;
    for (int i = 0; i < request.path("params").size(); i++) {
      JsonNode parameter = Messages.parameter(request, i);
      if (NEWEST.contains(parameter.asString(""))) {
        asked = Messages.with(asked, i, Messages.quantity(head));
      } else if (numberOf(parameter.path("blockHash").asString(""), behind) > head) {
        return Messages.error(request, -32000, "header not found");
      }
    }
    ObjectNode answer = behind.ask(asked);
    return highest(answer.path("result")) > head ? Messages.nothing(request) : answer;
  }

  /** Each message waits until as many others have followed it. */
  @Override
  public synchronized List<JsonNode> announce(JsonNode message) {
    late.add(message);
    return late.size() > blocks ? List.of(late.remove()) : List.of();
  }

  private long head(RpcServer behind) {
    JsonNode newest = behind.ask(Messages.request("eth_blockNumber")).path("result");
    return Math.max(0, Messages.number(newest) - blocks);
  }

  private static long numberOf(String hash, RpcServer behind) {
    if (hash.isEmpty()) {
      return -1;
    }
    ObjectNode block = behind.ask(Messages.request("eth_getBlockByHash", hash, false));
    return Messages.number(block.path("result").path("number"));
  }

  private static long highest(JsonNode result) {
    return Math.max(
        Messages.number(result.path("number")), Messages.number(result.path("blockNumber")));
  }
}
