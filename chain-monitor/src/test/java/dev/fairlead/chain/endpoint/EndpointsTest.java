package dev.fairlead.chain.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fairlead.chain.rpc.RpcEndpoint;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EndpointsTest {
  private static final RpcEndpoint RPC =
      RpcEndpoint.of(URI.create("https://rpc.example/secret-key"), Optional.empty());

  @Test
  void oneEndpointHasAllRolesAndAQuorumOfOne() {
    Endpoints endpoints = Endpoints.of(RPC);
    assertThat(endpoints.quorum()).isEqualTo(1);
    assertThat(endpoints.all().getFirst().roles()).containsExactlyInAnyOrder(EndpointRole.values());
    assertThat(endpoints.all().getFirst().name()).isEqualTo("https://rpc.example");
    assertThat(endpoints.toString()).doesNotContain("secret-key");
  }

  @Test
  void refusesWhatCanNotWork() {
    Endpoint reads = new Endpoint("reads", RPC, Set.of(EndpointRole.READ));
    Endpoint votes = new Endpoint("votes", RPC, Set.of(EndpointRole.values()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoints.of(List.of(reads), 1))
        .withMessage("no endpoint has the role SEND");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoints.of(List.of(reads, votes), 2))
        .withMessage("a quorum of 2 is not possible with 1 endpoints that vote");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoints.of(List.of(votes, votes), 1))
        .withMessage("two endpoints are named votes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Endpoint("idle", RPC, Set.of()))
        .withMessage("endpoint idle has no role");
  }
}
