package dev.fairlead.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The real server. */
final class Upstream implements RpcServer, AutoCloseable {
  private final URI http;
  private final Optional<URI> webSocket;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();

  Upstream(URI http, Optional<URI> webSocket) {
    this.http = http;
    this.webSocket = webSocket;
  }

  /** Passes a request on as it is. */
  Delivery pass(String method, String path, Map<String, String> headers, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(http.resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::setHeader);
    try {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Delivery(answer.statusCode(), Map.of(), answer.body(), new Delivery.Pace.Whole());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the real server", e);
    }
  }

  @Override
  public ObjectNode ask(ObjectNode request) {
    String body = Messages.JSON.writeValueAsString(request);
    return (ObjectNode)
        Messages.JSON.readTree(
            pass("POST", "/", Map.of("Content-Type", "application/json"), body).body());
  }

  /** A connection for one client, whose subscriptions speak to {@code announced}. */
  UpstreamSocket open(Consumer<JsonNode> announced, Runnable ended) {
    URI uri = webSocket.orElseThrow(() -> new IllegalStateException("there is no WebSocket"));
    return UpstreamSocket.open(client, uri, announced, ended);
  }

  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdownNow();
  }
}
