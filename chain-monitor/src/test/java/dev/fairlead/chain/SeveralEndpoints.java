package dev.fairlead.chain;

import dev.fairlead.chain.endpoint.Endpoint;
import dev.fairlead.chain.endpoint.EndpointHealth;
import dev.fairlead.chain.endpoint.EndpointRole;
import dev.fairlead.chain.endpoint.EndpointState;
import dev.fairlead.chain.endpoint.Endpoints;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.faults.Fault;
import dev.fairlead.faults.FaultProxy;
import dev.fairlead.faults.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One real chain behind several proxies, named a, b, c; each can be spoiled for itself. */
final class SeveralEndpoints implements AutoCloseable {
  static final Fault DOWN = Wire.status(503);

  private final AnvilFixture fixture = new AnvilFixture();
  private final List<FaultProxy> proxies = new ArrayList<>();
  private final EndpointWitness witness = new EndpointWitness();

  SeveralEndpoints(int count) {
    fixture.control().mine(3);
    for (int i = 0; i < count; i++) {
      proxies.add(FaultProxy.before(fixture.anvil().http(), Optional.empty()));
    }
  }

  AnvilFixture fixture() {
    return fixture;
  }

  EndpointWitness witness() {
    return witness;
  }

  FaultProxy a() {
    return proxies.get(0);
  }

  FaultProxy b() {
    return proxies.get(1);
  }

  FaultProxy c() {
    return proxies.get(2);
  }

  /** All with all roles, and looked at ten times a second; liars are free after a while. */
  Endpoints endpoints(int quorum, Duration quarantine) {
    List<Endpoint> all = new ArrayList<>();
    for (FaultProxy proxy : proxies) {
      all.add(
          new Endpoint(
              String.valueOf((char) ('a' + all.size())),
              RpcEndpoint.of(proxy.http(), Optional.empty()).withDeadline(Duration.ofMillis(1_500)),
              Set.of(EndpointRole.values())));
    }
    return new Endpoints(all, quorum, Duration.ofMillis(100), quarantine);
  }

  EvmChain open(int quorum) {
    return open(quorum, AnvilFixture.confirmations(2));
  }

  EvmChain open(int quorum, ChainProfile profile) {
    return fixture.open(profile, endpoints(quorum, Duration.ofMinutes(1)), witness);
  }

  static EndpointHealth health(EvmChain chain, String name) {
    return chain.health().endpoints().stream()
        .filter(endpoint -> endpoint.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static EndpointState state(EvmChain chain, String name) {
    return health(chain, name).state();
  }

  @Override
  public void close() {
    fixture.close();
    proxies.forEach(FaultProxy::close);
  }
}
