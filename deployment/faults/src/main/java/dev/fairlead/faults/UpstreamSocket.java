package dev.fairlead.faults;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One WebSocket to the real server; asked by one thread at a time. */
final class UpstreamSocket implements RpcServer, AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final WebSocket socket;
  private final Map<Long, CompletableFuture<ObjectNode>> asked;
  private final AtomicLong ids = new AtomicLong();

  private UpstreamSocket(WebSocket socket, Map<Long, CompletableFuture<ObjectNode>> asked) {
    this.socket = socket;
    this.asked = asked;
  }

  static UpstreamSocket open(
      HttpClient client, URI uri, Consumer<JsonNode> announced, Runnable ended) {
    Map<Long, CompletableFuture<ObjectNode>> asked = new ConcurrentHashMap<>();
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .buildAsync(uri, new Listener(asked, announced, ended))
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
    return new UpstreamSocket(socket, asked);
  }

  @Override
  public ObjectNode ask(ObjectNode request) {
    long id = ids.incrementAndGet();
    CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    ObjectNode sent = request.deepCopy().put("id", id);
    var _ = socket.sendText(Messages.JSON.writeValueAsString(sent), true).join();
    ObjectNode given = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    given.set("id", request.path("id"));
    return given;
  }

  @Override
  public void close() {
    socket.abort();
    asked.values().forEach(answer -> answer.cancel(true));
  }

  private static final class Listener implements WebSocket.Listener {
    private final Map<Long, CompletableFuture<ObjectNode>> asked;
    private final Consumer<JsonNode> announced;
    private final Runnable ended;
    private final StringBuilder text = new StringBuilder();

    Listener(
        Map<Long, CompletableFuture<ObjectNode>> asked,
        Consumer<JsonNode> announced,
        Runnable ended) {
      this.asked = asked;
      this.announced = announced;
      this.ended = ended;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        JsonNode message = Messages.JSON.readTree(text.toString());
        text.setLength(0);
        CompletableFuture<ObjectNode> waiting = asked.remove(message.path("id").asLong(-1));
        if (waiting == null) {
          announced.accept(message);
        } else {
          waiting.complete((ObjectNode) message);
        }
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      ended.run();
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      ended.run();
    }
  }
}
