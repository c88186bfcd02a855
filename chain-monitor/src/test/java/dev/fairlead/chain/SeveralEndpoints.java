package dev.fairlead.chain;

import dev.fairlead.chain.EndpointProxy.Answer;
import dev.fairlead.chain.endpoint.Endpoint;
import dev.fairlead.chain.endpoint.EndpointHealth;
import dev.fairlead.chain.endpoint.EndpointRole;
import dev.fairlead.chain.endpoint.EndpointState;
import dev.fairlead.chain.endpoint.Endpoints;
import dev.fairlead.chain.rpc.RpcEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One real chain behind several proxies, named a, b, c; each can be spoiled for itself. */
final class SeveralEndpoints implements AutoCloseable {
  static final EndpointProxy.Fault DOWN = (_, _) -> new Answer(503, "", false);
  static final EndpointProxy.Fault LIMITED = (_, _) -> new Answer(429, "slow down", false);

  /** Says that it serves chain 10. */
  static final EndpointProxy.Fault CHAIN_TEN =
      (request, answer) ->
          Answer.of(
              request.contains("eth_chainId")
                  ? answer.replace("\"result\":\"0x1\"", "\"result\":\"0xa\"")
                  : answer);

  private final AnvilFixture fixture = new AnvilFixture();
  private final List<EndpointProxy> proxies = new ArrayList<>();
  private final EndpointWitness witness = new EndpointWitness();

  SeveralEndpoints(int count) throws IOException {
    fixture.control().mine(3);
    for (int i = 0; i < count; i++) {
      proxies.add(new EndpointProxy(fixture.anvil().http()));
    }
  }

  AnvilFixture fixture() {
    return fixture;
  }

  EndpointWitness witness() {
    return witness;
  }

  EndpointProxy a() {
    return proxies.get(0);
  }

  EndpointProxy b() {
    return proxies.get(1);
  }

  EndpointProxy c() {
    return proxies.get(2);
  }

  /** All with all roles, and looked at ten times a second; liars are free after a while. */
  Endpoints endpoints(int quorum, Duration quarantine) {
    List<Endpoint> all = new ArrayList<>();
    for (EndpointProxy proxy : proxies) {
      all.add(
          new Endpoint(
              String.valueOf((char) ('a' + all.size())),
              RpcEndpoint.of(proxy.uri(), Optional.empty()).withDeadline(Duration.ofMillis(1_500)),
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
    proxies.forEach(EndpointProxy::close);
  }
}
