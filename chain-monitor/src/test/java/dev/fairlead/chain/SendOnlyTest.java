package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.EndpointProxy.Answer;
import dev.fairlead.chain.endpoint.Endpoint;
import dev.fairlead.chain.endpoint.EndpointRole;
import dev.fairlead.chain.endpoint.EndpointState;
import dev.fairlead.chain.endpoint.Endpoints;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.model.intent.SubmissionOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Endpoints that are for one thing only, before one real chain. */
final class SendOnlyTest {
  @Test
  void anEndpointIsAskedOnlyForWhatItIsFor() throws IOException, InterruptedException {
    try (AnvilFixture fixture = new AnvilFixture();
        EndpointProxy reads = new EndpointProxy(fixture.anvil().http());
        EndpointProxy sends = new EndpointProxy(fixture.anvil().http())) {
      reads.spoil((request, answer) ->
          request.contains("eth_sendRawTransaction")
              ? new Answer(500, "", false)
              : Answer.of(answer));
      sends.spoil((request, answer) -> {
        boolean greeting = request.contains("eth_chainId") && !request.contains("eth_getBlock");
        return greeting || request.contains("eth_sendRawTransaction")
            ? Answer.of(answer)
            : new Answer(500, "", false);
      });
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
    }
  }

  private static Endpoint endpoint(String name, EndpointProxy proxy, EndpointRole... roles) {
    return new Endpoint(name, RpcEndpoint.of(proxy.uri(), Optional.empty()), Set.of(roles));
  }
}
