package dev.fairlead.chain.endpoint;

import dev.fairlead.chain.rpc.RpcEndpoint;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The endpoints of one chain, the most wanted first.
 *
 * @param quorum how many must say the same where money depends on it
 * @param probeInterval how often each is looked at, besides its use
 * @param quarantine for how long at least a lying one is not asked
 */
public record Endpoints(
    List<Endpoint> all, int quorum, Duration probeInterval, Duration quarantine) {
  private static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);
  private static final Duration QUARANTINE = Duration.ofMinutes(10);

  public Endpoints {
    all = List.copyOf(all);
    Set<String> names = new HashSet<>();
    for (Endpoint endpoint : all) {
      if (!names.add(endpoint.name())) {
        throw new IllegalArgumentException("two endpoints are named " + endpoint.name());
      }
    }
    requireOne(all, EndpointRole.READ);
    requireOne(all, EndpointRole.SEND);
    long voters = all.stream().filter(endpoint -> endpoint.has(EndpointRole.QUORUM)).count();
    if (quorum < 1 || quorum > Math.max(1, voters)) {
      throw new IllegalArgumentException(
          "a quorum of " + quorum + " is not possible with " + voters + " endpoints that vote");
    }
    if (!probeInterval.isPositive() || quarantine.isNegative()) {
      throw new IllegalArgumentException("probeInterval and quarantine must be positive");
    }
  }

  /** Looked at each second, with ten minutes for liars. */
  public static Endpoints of(List<Endpoint> all, int quorum) {
    return new Endpoints(all, quorum, PROBE_INTERVAL, QUARANTINE);
  }

  /** One endpoint, whose word is enough. */
  public static Endpoints of(RpcEndpoint rpc) {
    return of(List.of(Endpoint.of(rpc)), 1);
  }

  private static void requireOne(List<Endpoint> all, EndpointRole role) {
    if (all.stream().noneMatch(endpoint -> endpoint.has(role))) {
      throw new IllegalArgumentException("no endpoint has the role " + role);
    }
  }
}
