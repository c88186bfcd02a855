package dev.fairlead.event.anchor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A web server that keeps what is posted and tells it, and can be told to refuse. */
public final class AnchorServer implements AutoCloseable {
  private final HttpServer server;
  private final List<String> lines = new ArrayList<>();
  private int refusals;
  private boolean silent;

  public AnchorServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/checkpoints", this::answer);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/checkpoints");
  }

  /** Answers so many requests with 503. */
  public synchronized void refuse(int count) {
    refusals = count;
  }

  /** Takes what is posted, and never tells it. */
  public synchronized void tellNothing() {
    silent = true;
  }

  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (refusals > 0) {
        refusals--;
        exchange.sendResponseHeaders(503, -1);
      } else if (exchange.getRequestMethod().equals("POST")) {
        lines.add(body.strip());
        exchange.sendResponseHeaders(204, -1);
      } else if (silent) {
        exchange.sendResponseHeaders(405, -1);
      } else {
        byte[] all = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(
            lines.isEmpty() ? 404 : 200, all.length == 0 ? -1 : all.length);
        exchange.getResponseBody().write(all);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
