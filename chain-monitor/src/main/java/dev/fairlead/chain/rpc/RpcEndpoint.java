package dev.fairlead.chain.rpc;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where and how to speak JSON-RPC. Paths, queries and headers often hold keys, so {@link #toString}
 * shows the host alone.
 *
 * @param http where calls go, with TLS or without
 * @param webSocket where new heads are announced, with TLS or without; else they are polled
 * @param headers sent with every request, such as an API key
 * @param deadline from the call to its whole answer, waiting for a connection included
 * @param maxResponseBytes larger answers are refused before they are read to the end
 * @param maxDepth deeper nested answers are refused
 * @param connections how many requests are under way at once
 */
public record RpcEndpoint(
    URI http,
    Optional<URI> webSocket,
    Map<String, String> headers,
    Duration deadline,
    int maxResponseBytes,
    int maxDepth,
    int connections) {
  public RpcEndpoint {
    requireScheme("http", http, Set.of("http", "https"));
    webSocket.ifPresent(uri -> requireScheme("webSocket", uri, Set.of("ws", "wss")));
    if (!deadline.isPositive()) {
      throw new IllegalArgumentException("deadline must be positive but is " + deadline);
    }
    if (maxResponseBytes < 1024) {
      throw new IllegalArgumentException(
          "maxResponseBytes must be at least 1024 but is " + maxResponseBytes);
    }
    if (maxDepth < 8 || maxDepth > 1000) {
      throw new IllegalArgumentException("maxDepth is between 8 and 1000 but found " + maxDepth);
    }
    if (connections < 1) {
      throw new IllegalArgumentException("connections must be positive but is " + connections);
    }
    headers = Map.copyOf(headers);
  }

  /** With 10 seconds, 64 MiB, a depth of 64 and 16 connections. */
  public static RpcEndpoint of(URI http, Optional<URI> webSocket) {
    return new RpcEndpoint(http, webSocket, Map.of(), Duration.ofSeconds(10), 64 << 20, 64, 16);
  }

  public RpcEndpoint withHeaders(Map<String, String> headers) {
    return new RpcEndpoint(
        http, webSocket, headers, deadline, maxResponseBytes, maxDepth, connections);
  }

  public RpcEndpoint withDeadline(Duration deadline) {
    return new RpcEndpoint(
        http, webSocket, headers, deadline, maxResponseBytes, maxDepth, connections);
  }

  public RpcEndpoint withMaxResponseBytes(int maxResponseBytes) {
    return new RpcEndpoint(
        http, webSocket, headers, deadline, maxResponseBytes, maxDepth, connections);
  }

  @Override
  public String toString() {
    return http.getScheme()
        + "://"
        + http.getHost()
        + (http.getPort() < 0 ? "" : ":" + http.getPort());
  }

  private static void requireScheme(String field, URI uri, Set<String> schemes) {
    if (uri.getScheme() == null || !schemes.contains(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException(field + " must be a URI of " + schemes);
    }
  }
}
