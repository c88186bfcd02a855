package dev.fairlead.chain;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * An endpoint of a real chain that can turn to another one, and spoils what is asked and answered.
 */
final class EndpointProxy implements AutoCloseable {
  private final HttpServer server;
  private volatile URI upstream;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger spoiled = new AtomicInteger();
  private volatile Fault fault = Fault.NONE;
  private volatile UnaryOperator<String> asking = UnaryOperator.identity();

  /** What becomes of an answer. */
  interface Fault {
    Fault NONE = (_, answer) -> Answer.of(answer);

    Answer spoil(String request, String answer);
  }

  /** What is sent instead: drip writes one byte and then nothing more. */
  record Answer(int status, String body, boolean drip) {
    static Answer of(String body) {
      return new Answer(200, body, false);
    }
  }

  EndpointProxy(URI upstream) throws IOException {
    this.upstream = upstream;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(workers);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void spoil(Fault fault) {
    this.fault = fault;
  }

  /** Changes what is asked, from now on. */
  void rewrite(UnaryOperator<String> asking) {
    this.asking = asking;
  }

  /** Stands before another chain from now on. */
  void turnTo(URI upstream) {
    this.upstream = upstream;
  }

  /** How many answers were changed. */
  int spoiled() {
    return spoiled.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String honest = ask(asking.apply(request));
    Answer answer = fault.spoil(request, honest);
    if (!answer.equals(Answer.of(honest))) {
      spoiled.incrementAndGet();
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      if (answer.drip()) {
        out.write(body, 0, 1);
        out.flush();
        var _ = closed.await(20, TimeUnit.SECONDS);
      } else if (body.length > 0) {
        out.write(body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String ask(String request) throws IOException {
    try {
      return client
          .send(
              HttpRequest.newBuilder(upstream)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(request))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    workers.shutdownNow();
    client.close();
  }
}
