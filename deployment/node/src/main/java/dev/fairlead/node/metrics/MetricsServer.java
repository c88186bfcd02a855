package dev.fairlead.node.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Serves {@code /metrics} for Prometheus, and {@code /health}: 200 while all is well, else 503 and
 * what is wrong.
 */
public final class MetricsServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private MetricsServer(HttpServer server) {
    this.server = server;
  }

  public static MetricsServer start(
      String host, int port, PrometheusMeterRegistry registry, Supplier<List<String>> troubles)
      throws IOException {
    MetricsServer metrics =
        new MetricsServer(HttpServer.create(new InetSocketAddress(host, port), 0));
    metrics.server.setExecutor(metrics.threads);
    metrics.server.createContext(
        "/metrics",
        exchange ->
            answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", registry.scrape()));
    metrics.server.createContext(
        "/health",
        exchange -> {
          List<String> found = troubles.get();
          answer(
              exchange,
              found.isEmpty() ? 200 : 503,
              "text/plain; charset=utf-8",
              (found.isEmpty() ? "ok" : String.join("\n", found)) + "\n");
        });
    metrics.server.start();
    return metrics;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, int code, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(code, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
