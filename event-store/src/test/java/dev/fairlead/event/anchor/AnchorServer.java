package dev.fairlead.event.anchor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fairlead.event.proof.Checkpoint;
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
  private int page;
  private boolean endless;
  private int told;

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

  /** Knows {@code last=1} and {@code after=SIZE}, and answers with so many lines at most. */
  public synchronized void answerPages(int most) {
    page = most;
  }

  /** Answers with one line that has no end. */
  public synchronized void answerWithoutEnd() {
    endless = true;
  }

  /** How many lines it has told. */
  public synchronized int told() {
    return told;
  }

  public synchronized void keep(String line) {
    lines.add(line);
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
        tell(exchange, asked(exchange.getRequestURI().getQuery()));
      }
    }
  }

  private void tell(HttpExchange exchange, List<String> wanted) throws IOException {
    told += wanted.size();
    byte[] all = String.join("\n", wanted).getBytes(StandardCharsets.UTF_8);
    if (endless) {
      exchange.sendResponseHeaders(200, 0);
      for (int i = 0; i < 100_000; i++) {
        exchange.getResponseBody().write(new byte[1000]);
      }
    } else {
      exchange.sendResponseHeaders(lines.isEmpty() ? 404 : 200, all.length == 0 ? -1 : all.length);
      exchange.getResponseBody().write(all);
    }
  }

  private List<String> asked(String query) {
    if (page == 0) {
      return lines;
    }
    if (query.equals("last=1")) {
      return lines.isEmpty() ? List.of() : List.of(lines.getLast());
    }
    long after = Long.parseLong(query.replace("after=", ""));
    return lines.stream()
        .filter(line -> Checkpoint.parse(line).size() > after)
        .limit(page)
        .toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
