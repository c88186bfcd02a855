package dev.fairlead.chain.endpoint;

import dev.fairlead.chain.rpc.RpcEndpoint;
import java.util.Set;

/**
 * One endpoint of a chain.
 *
 * @param name for logs, metrics and people; it holds no key
 */
public record Endpoint(String name, RpcEndpoint rpc, Set<EndpointRole> roles) {
  public Endpoint {
    if (name.isBlank()) {
      throw new IllegalArgumentException("an endpoint's name is blank");
    }
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("endpoint " + name + " has no role");
    }
    roles = Set.copyOf(roles);
  }

  /** With all roles, named by its host and port. */
  public static Endpoint of(RpcEndpoint rpc) {
    return new Endpoint(rpc.toString(), rpc, Set.of(EndpointRole.values()));
  }

  boolean has(EndpointRole role) {
    return roles.contains(role);
  }
}
