package dev.fairlead.node.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fairlead.model.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Stands between the node and one of its channels, and sees every signed byte before the channel
 * does: at that moment the log is asked whether the bytes are durable in it.
 */
final class Wiretap implements AutoCloseable {
  private static final Pattern SENDS =
      Pattern.compile("eth_sendRawTransaction|eth_sendBundle|eth_sendPrivateTransaction");

  /** An EIP-1559 transaction: its type, then a list of more than 55 bytes. */
  private static final Pattern RAW = Pattern.compile("0x02f[89][0-9a-fA-F]{150,}");

  /** Bytes that left the node, and whether a Signed event held them at that moment. */
  record Sighting(Bytes raw, boolean durable) {}

  private final URI upstream;
  private final Predicate<Bytes> isDurable;
  private final List<Sighting> sightings = new CopyOnWriteArrayList<>();
  private volatile boolean listening;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
  private final HttpServer server;

  private Wiretap(HttpServer server, URI upstream, Predicate<Bytes> isDurable) {
    this.server = server;
    this.upstream = upstream;
    this.isDurable = isDurable;
  }

  static Wiretap before(URI upstream, Predicate<Bytes> isDurable) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Wiretap tap = new Wiretap(server, upstream, isDurable);
    server.setExecutor(tap.threads);
    server.createContext("/", tap::pass);
    server.start();
    return tap;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From here on it looks; what the start of a node sends (its executor) is no intent's. */
  void listen() {
    listening = true;
  }

  List<Sighting> sightings() {
    return List.copyOf(sightings);
  }

  private void pass(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    look(new String(body, StandardCharsets.UTF_8));
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(upstream.resolve(exchange.getRequestURI().toString()))
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .header("Content-Type", "application/json");
      String signature = exchange.getRequestHeaders().getFirst("X-Flashbots-Signature");
      if (signature != null) {
        request.header("X-Flashbots-Signature", signature);
      }
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(answer.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private void look(String body) {
    if (listening && SENDS.matcher(body).find()) {
      RAW.matcher(body)
          .results()
          .map(found -> Bytes.parse(found.group()))
          .forEach(raw -> sightings.add(new Sighting(raw, isDurable.test(raw))));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.shutdownNow();
    threads.shutdownNow();
  }
}
