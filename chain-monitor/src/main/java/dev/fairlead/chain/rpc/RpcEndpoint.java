package dev.fairlead.chain.rpc;

import dev.fairlead.chain.json.JsonLimits;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where and how to speak JSON-RPC. Paths, queries and headers often hold keys, so {@link #toString}
 * shows the host alone.
 *
 * @param http for calls, with TLS or without
 * @param webSocket for subscriptions, with TLS or without; without it heads are polled
 * @param calls which of the two carries calls
 * @param headers sent with every request and handshake, such as an API key
 * @param proxy what connections go through
 * @param rate how often it may be asked; without it, until it says that this was too often
 */
public record RpcEndpoint(
    Optional<URI> http,
    Optional<URI> webSocket,
    Route calls,
    Map<String, String> headers,
    Optional<Proxy> proxy,
    Optional<RateLimit> rate,
    Limits limits) {
  /** What carries calls. */
  public enum Route {
    HTTP,
    WEB_SOCKET
  }

  public RpcEndpoint {
    if (http.isEmpty() && webSocket.isEmpty()) {
      throw new IllegalArgumentException("an endpoint has an address, http or webSocket");
    }
    http.ifPresent(uri -> requireScheme("http", uri, Set.of("http", "https")));
    webSocket.ifPresent(uri -> requireScheme("webSocket", uri, Set.of("ws", "wss")));
    if ((calls == Route.HTTP ? http : webSocket).isEmpty()) {
      throw new IllegalArgumentException("calls by " + calls + " need an address for that");
    }
    headers = Map.copyOf(headers);
  }

  /** Calls by HTTP, heads by the web socket if there is one. */
  public static RpcEndpoint of(URI http, Optional<URI> webSocket) {
    return new RpcEndpoint(
        Optional.of(http),
        webSocket,
        Route.HTTP,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Limits.STANDARD);
  }

  /** Everything by one web socket. */
  public static RpcEndpoint ofWebSocket(URI webSocket) {
    return new RpcEndpoint(
        Optional.empty(),
        Optional.of(webSocket),
        Route.WEB_SOCKET,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Limits.STANDARD);
  }

  public RpcEndpoint withCalls(Route calls) {
    return new RpcEndpoint(http, webSocket, calls, headers, proxy, rate, limits);
  }

  public RpcEndpoint withHeaders(Map<String, String> headers) {
    return new RpcEndpoint(http, webSocket, calls, headers, proxy, rate, limits);
  }

  public RpcEndpoint withProxy(Proxy proxy) {
    return new RpcEndpoint(http, webSocket, calls, headers, Optional.of(proxy), rate, limits);
  }

  public RpcEndpoint withRate(RateLimit rate) {
    return new RpcEndpoint(http, webSocket, calls, headers, proxy, Optional.of(rate), limits);
  }

  public RpcEndpoint withLimits(Limits limits) {
    return new RpcEndpoint(http, webSocket, calls, headers, proxy, rate, limits);
  }

  public RpcEndpoint withDeadline(Duration deadline) {
    return withLimits(limits.withDeadline(deadline));
  }

  public RpcEndpoint withMaxResponseBytes(int maxResponseBytes) {
    return withLimits(limits.withMaxResponseBytes(maxResponseBytes));
  }

  /** From the call to its whole answer, waiting for anything included. */
  public Duration deadline() {
    return limits.deadline();
  }

  int maxResponseBytes() {
    return limits.maxResponseBytes();
  }

  /** How much of an answer's JSON is read. */
  JsonLimits json() {
    return new JsonLimits(limits.maxResponseBytes(), limits.maxDepth());
  }

  @Override
  public String toString() {
    URI shown = http.or(() -> webSocket).orElseThrow();
    return shown.getScheme()
        + "://"
        + shown.getHost()
        + (shown.getPort() < 0 ? "" : ":" + shown.getPort());
  }

  private static void requireScheme(String field, URI uri, Set<String> schemes) {
    if (uri.getScheme() == null || !schemes.contains(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException(field + " must be a URI of " + schemes);
    }
  }
}
