package dev.fairlead.node.config;

import dev.fairlead.chain.rpc.Limits;
import dev.fairlead.chain.rpc.RpcEndpoint;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one endpoint is spoken to.
 *
 * @param calls by {@code http} or {@code web-socket}; left out: by HTTP where it has that
 * @param connections how many HTTP connections there are at most
 * @param pipelineDepth how many requests may be under way on each of them
 */
public record TransportConfig(
    RpcEndpoint.@Nullable Route calls,
    @Nullable ProxyConfig proxy,
    @Nullable RateConfig rate,
    @Default("16") int connections,
    @Default("1") int pipelineDepth) {
  public TransportConfig {
    var _ = Limits.STANDARD.withConnections(connections, pipelineDepth);
  }

  /** As everything is by default. */
  public static TransportConfig standard() {
    return new TransportConfig(null, null, null, 16, 1);
  }

  /**
   * The endpoint at these addresses.
   *
   * @throws IllegalArgumentException if it has none, or not the one that calls go by
   */
  public RpcEndpoint endpoint(@Nullable URI http, @Nullable URI webSocket) {
    RpcEndpoint endpoint = at(http, webSocket);
    endpoint = endpoint.withCalls(calls == null ? endpoint.calls() : calls);
    endpoint = proxy == null ? endpoint : endpoint.withProxy(proxy.proxy());
    endpoint = rate == null ? endpoint : endpoint.withRate(rate.limit());
    return endpoint.withLimits(endpoint.limits().withConnections(connections, pipelineDepth));
  }

  private static RpcEndpoint at(@Nullable URI http, @Nullable URI webSocket) {
    if (http != null) {
      return RpcEndpoint.of(http, Optional.ofNullable(webSocket));
    }
    if (webSocket != null) {
      return RpcEndpoint.ofWebSocket(webSocket);
    }
    throw new IllegalArgumentException("http or web-socket is required");
  }
}
