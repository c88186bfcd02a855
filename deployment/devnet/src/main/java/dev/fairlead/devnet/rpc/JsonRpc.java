package dev.fairlead.devnet.rpc;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A plain JSON-RPC client of one HTTP endpoint, for the devnet's own use.
 *
 * <p>Blocking; safe for use by many threads. An error answer throws {@link RpcRefusal}, no answer
 * throws {@link DevnetException}.
 */
public final class JsonRpc implements AutoCloseable {
  /** Reads and writes all JSON of the devnet. */
  public static final JsonMapper JSON = JsonMapper.shared();

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final URI endpoint;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final AtomicLong ids = new AtomicLong();

  /** Talks to an endpoint. */
  public JsonRpc(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** Where it talks to. */
  public URI endpoint() {
    return endpoint;
  }

  /** Calls a method; parameters are whatever Jackson writes. */
  public JsonNode call(String method, Object... parameters) {
    byte[] body =
        JSON.writeValueAsBytes(
            Map.of(
                "jsonrpc",
                "2.0",
                "id",
                ids.incrementAndGet(),
                "method",
                method,
                "params",
                List.of(parameters)));
    JsonNode answer = JSON.readTree(post(method, body));
    if (answer.hasNonNull("error")) {
      throw new RpcRefusal(method, answer.get("error"));
    }
    return answer.path("result");
  }

  private byte[] post(String method, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(LIMIT)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    } catch (IOException e) {
      throw new DevnetException(
          DevnetException.Kind.RETRYABLE, "no answer to " + method + " from " + endpoint, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DevnetException(
          DevnetException.Kind.RETRYABLE, "interrupted while calling " + method, e);
    }
  }

  /** A number as JSON-RPC writes it. */
  public static String quantity(BigInteger number) {
    return "0x" + number.toString(16);
  }

  /** A number as JSON-RPC writes it. */
  public static String quantity(long number) {
    return "0x" + Long.toHexString(number);
  }

  /** Bytes as JSON-RPC writes them. */
  public static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  /** Reads a number. */
  public static BigInteger number(JsonNode node) {
    return new BigInteger(node.asString().substring(2), 16);
  }

  /** Reads bytes. */
  public static byte[] bytes(JsonNode node) {
    return bytes(node.asString());
  }

  /** Reads bytes. */
  public static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex, hex.startsWith("0x") ? 2 : 0, hex.length());
  }

  /** Text as bytes. */
  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Bytes as text. */
  public static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
