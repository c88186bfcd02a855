package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.endpoint.Endpoint;
import dev.fairlead.chain.endpoint.EndpointRole;
import dev.fairlead.chain.endpoint.EndpointState;
import dev.fairlead.chain.endpoint.Endpoints;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.faults.FaultProxy;
import dev.fairlead.model.intent.SubmissionOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Endpoints that are for one thing only, before one real chain. */
final class SendOnlyTest {
  private static final String SEND = "eth_sendRawTransaction";

  @Test
  void anEndpointIsAskedOnlyForWhatItIsFor() throws InterruptedException {
    List<String> ofReads = new CopyOnWriteArrayList<>();
    List<String> ofSends = new CopyOnWriteArrayList<>();
    try (AnvilFixture fixture = new AnvilFixture();
        FaultProxy reads =
            FaultProxy.before(fixture.anvil().http(), Optional.empty(), ofReads::add);
        FaultProxy sends =
            FaultProxy.before(fixture.anvil().http(), Optional.empty(), ofSends::add)) {
      EndpointWitness witness = new EndpointWitness();
      EvmChain chain =
          fixture.open(
              AnvilFixture.confirmations(2),
              new Endpoints(
                  List.of(
                      endpoint("sends", sends, EndpointRole.SEND),
                      endpoint("reads", reads, EndpointRole.READ, EndpointRole.QUORUM)),
                  1,
                  Duration.ofMillis(50),
                  Duration.ZERO),
              witness);
      try (BlockFeed feed = chain.follow()) {
        FeedReader reader = new FeedReader(feed);
        assertThat(chain.send(fixture.logging(0, AnvilFixture.word(1))))
            .isEqualTo(new SubmissionOutcome.Sent());
        reader.readToNumber(1);
        fixture.control().mine(3);
        reader.readToNumber(4);
      }
      assertThat(chain.health().endpoints())
          .allSatisfy(endpoint -> assertThat(endpoint.state()).isEqualTo(EndpointState.HEALTHY))
          .allSatisfy(endpoint -> assertThat(endpoint.failed()).isZero());
      assertThat(ofReads).isNotEmpty().noneMatch(asked -> asked.contains(SEND));
      assertThat(ofSends)
          .anyMatch(asked -> asked.contains(SEND))
          .allMatch(asked -> asked.contains(SEND) || isGreeting(asked));
    }
  }

  private static boolean isGreeting(String asked) {
    return asked.contains("eth_chainId") && !asked.contains("eth_getBlock");
  }

  private static Endpoint endpoint(String name, FaultProxy proxy, EndpointRole... roles) {
    return new Endpoint(name, RpcEndpoint.of(proxy.http(), Optional.empty()), Set.of(roles));
  }
}
