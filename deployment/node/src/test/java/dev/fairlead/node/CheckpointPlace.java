package dev.fairlead.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fairlead.event.proof.Checkpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A web server as {@code evidence.http} wants one: keeps what is posted, and tells all of it. */
final class CheckpointPlace implements AutoCloseable {
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final HttpServer server;
  private List<String> lines = new ArrayList<>();

  CheckpointPlace() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/kept", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/kept");
  }

  /** From here on it holds these lines, whatever it held before. */
  synchronized void hold(List<String> told) {
    lines = new ArrayList<>(told);
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  List<Checkpoint> checkpoints() {
    return lines().stream().map(Checkpoint::parse).toList();
  }

  /** Returns when it holds a checkpoint of so many events. */
  synchronized void await(long size) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (lines.isEmpty() || Checkpoint.parse(lines.getLast()).size() < size) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("no checkpoint of " + size + " events was posted");
      }
      wait(left);
    }
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestMethod().equals("POST")) {
        lines.add(new String(body, StandardCharsets.UTF_8).strip());
        exchange.sendResponseHeaders(204, -1);
        notifyAll();
      } else if (lines.isEmpty()) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        byte[] all = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, all.length);
        exchange.getResponseBody().write(all);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
