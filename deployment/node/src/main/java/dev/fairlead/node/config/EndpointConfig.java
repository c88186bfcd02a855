package dev.fairlead.node.config;

import dev.fairlead.chain.endpoint.Endpoint;
import dev.fairlead.chain.endpoint.EndpointRole;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.signing.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint of a chain. Its URLs may hold keys, so only the host is ever printed.
 *
 * @param name for logs and metrics; by default where it is, without path
 * @param http for calls
 * @param webSocket for new heads at once, and for calls where there is no {@code http}; without it
 *     the head is polled
 * @param roles what it is for; left out: everything
 * @param headers sent with every request, such as an API key
 * @param deadline from a call to its whole answer
 */
public record EndpointConfig(
    @Nullable String name,
    @Nullable URI http,
    @Nullable URI webSocket,
    TransportConfig transport,
    List<EndpointRole> roles,
    Map<String, Secret> headers,
    @Default("10s") Duration deadline) {
  public EndpointConfig {
    roles = List.copyOf(roles);
    headers = Map.copyOf(headers);
    var _ = transport.endpoint(http, webSocket);
  }

  /** With all roles, and as everything else is by default. */
  public static EndpointConfig of(URI http, @Nullable URI webSocket) {
    return new EndpointConfig(
        null,
        http,
        webSocket,
        TransportConfig.standard(),
        List.of(),
        Map.of(),
        Duration.ofSeconds(10));
  }

  Endpoint endpoint() {
    Map<String, String> revealed = new HashMap<>();
    headers.forEach((header, value) ->
        revealed.put(header, new String(value.reveal(), StandardCharsets.UTF_8)));
    RpcEndpoint rpc =
        transport.endpoint(http, webSocket).withHeaders(revealed).withDeadline(deadline);
    return new Endpoint(
        name == null ? rpc.toString() : name,
        rpc,
        roles.isEmpty() ? Set.of(EndpointRole.values()) : Set.copyOf(roles));
  }

  @Override
  public String toString() {
    return endpoint().name() + " " + endpoint().roles();
  }
}
