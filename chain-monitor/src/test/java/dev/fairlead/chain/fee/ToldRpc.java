package dev.fairlead.chain.fee;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.json.JsonLimits;
import dev.fairlead.chain.rpc.Rpc;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.chain.rpc.RpcRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Endpoints that answer what a test says, each method the same way; the next one when refused. */
final class ToldRpc implements Rpc {
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 10);

  private final Map<String, List<String>> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  /** What the endpoints answer to a method, in their order. */
  ToldRpc with(String method, String... results) {
    answers.put(method, List.of(results));
    return this;
  }

  List<String> asked() {
    return asked;
  }

  @Override
  public <R> R ask(List<RpcRequest<?>> requests, Reading<R> reading) {
    RpcRequest<?> request = requests.getFirst();
    asked.add(request.method() + request.params());
    ChainException failure = ChainException.retryable("nobody answers " + request.method());
    for (String answer : answers.getOrDefault(request.method(), List.of())) {
      try {
        return reading.read(List.of(reply(request, answer)));
      } catch (ChainException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private static <T> RpcReply<T> reply(RpcRequest<T> request, String answer) {
    return new RpcReply.Result<>(
        JsonInput.read(answer.getBytes(StandardCharsets.UTF_8), LIMITS, request.reader()));
  }
}
