package dev.fairlead.devnet.relay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.fairlead.devnet.rpc.Hashes;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One request and its answer: proves the sender, lets the methods work, and applies the faults
 * asked for.
 */
final class RelayExchange implements HttpHandler {
  private static final int MAX_BODY = 4 << 20;
  private static final int BAD_REQUEST = -32600;
  private static final int REFUSED = -32000;

  private final RelayMethods methods;
  private final Consumer<RelayRequest> record;
  private final InstantSource clock;
  private volatile RelayBehaviour behaviour = RelayBehaviour.honest();

  RelayExchange(RelayMethods methods, Consumer<RelayRequest> record, InstantSource clock) {
    this.methods = methods;
    this.record = record;
    this.clock = clock;
  }

  void behave(RelayBehaviour next) {
    behaviour = next;
  }

  String claimed(PrivateStatus truth) {
    return switch (behaviour.claim()) {
      case TRUTH -> truth.word();
      case INCLUDED -> "INCLUDED";
      case FAILED -> "FAILED";
    };
  }

  @Override
  public void handle(HttpExchange request) throws IOException {
    byte[] body = request.getRequestBody().readNBytes(MAX_BODY);
    Optional<Address> signer =
        FlashbotsSignature.verify(
            request.getRequestHeaders().getFirst(FlashbotsSignature.HEADER), body);
    JsonNode call = parsed(body);
    String method = call.path("method").asString("");
    record.accept(new RelayRequest(clock.instant(), method, Bytes.of(body), signer.orElse(null)));
    if (method.isEmpty()) {
      error(request, 400, call, BAD_REQUEST, "not a JSON-RPC request");
    } else if (signer.isEmpty()) {
      error(request, 403, call, BAD_REQUEST, "signer address and signature don't match the body");
    } else {
      handle(request, call, method, signer.get());
    }
  }

  private void handle(HttpExchange request, JsonNode call, String method, Address signer)
      throws IOException {
    RelayBehaviour now = RelayMethods.submits(method) ? behaviour : RelayBehaviour.honest();
    Object result;
    try {
      result = methods.call(method, call.path("params"), signer, now.inclusion());
    } catch (IllegalArgumentException e) {
      error(request, 200, call, REFUSED, String.valueOf(e.getMessage()));
      return;
    }
    switch (now.answer()) {
      case RelayBehaviour.Answer.Right any -> success(request, call, result);
      case RelayBehaviour.Answer.Slow slow -> {
        pause(slow);
        success(request, call, result);
      }
      case RelayBehaviour.Answer.Refusal refusal ->
          error(request, 200, call, refusal.code(), refusal.message());
      case RelayBehaviour.Answer.WrongHash any -> success(request, call, wrong(result));
      case RelayBehaviour.Answer.Silence any -> request.close();
    }
  }

  private static void pause(RelayBehaviour.Answer.Slow slow) throws IOException {
    try {
      Thread.sleep(slow.after());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the relay stops", e);
    }
  }

  private static Object wrong(Object result) {
    byte[] content = JsonRpc.JSON.writeValueAsBytes(result);
    String hash = JsonRpc.hex(Hashes.keccak(content));
    return result instanceof String ? hash : Map.of("bundleHash", hash);
  }

  private static JsonNode parsed(byte[] body) {
    try {
      return JsonRpc.JSON.readTree(body);
    } catch (JacksonException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  private static void success(HttpExchange request, JsonNode call, Object result)
      throws IOException {
    Map<String, Object> answer = Map.of("jsonrpc", "2.0", "id", call.path("id"), "result", result);
    answer(request, 200, JsonRpc.JSON.writeValueAsBytes(answer));
  }

  private static void error(
      HttpExchange request, int status, JsonNode call, int code, String message)
      throws IOException {
    JsonNode id = call.has("id") ? call.get("id") : JsonNodeFactory.instance.nullNode();
    Map<String, Object> answer =
        Map.of("jsonrpc", "2.0", "id", id, "error", Map.of("code", code, "message", message));
    answer(request, status, JsonRpc.JSON.writeValueAsBytes(answer));
  }

  static void answer(HttpExchange request, int status, byte[] body) throws IOException {
    request.getResponseHeaders().set("content-type", "application/json");
    request.sendResponseHeaders(status, body.length);
    try (OutputStream out = request.getResponseBody()) {
      out.write(body);
    }
  }
}
