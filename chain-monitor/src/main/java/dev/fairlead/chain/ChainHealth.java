package dev.fairlead.chain;

import dev.fairlead.chain.endpoint.EndpointHealth;
import dev.fairlead.chain.endpoint.EndpointRole;
import dev.fairlead.chain.endpoint.EndpointState;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.ChainId;
import java.util.List;
import java.util.Optional;

/**
 * How a chain and its endpoints were doing at a moment.
 *
 * @param halted why the chain is, when it is
 * @param quorum how many endpoints must say the same where money depends on it
 * @param endpoints in the order of preference
 */
public record ChainHealth(
    ChainId chain,
    String name,
    BlockRef head,
    BlockRef finalized,
    Optional<String> halted,
    int quorum,
    List<EndpointHealth> endpoints) {
  public ChainHealth {
    endpoints = List.copyOf(endpoints);
  }

  /** Whether no block becomes final now, since too few endpoints could agree on it. */
  public boolean lacksQuorum() {
    return endpoints.stream()
            .filter(endpoint -> endpoint.roles().contains(EndpointRole.QUORUM))
            .filter(endpoint -> endpoint.state() == EndpointState.HEALTHY)
            .count()
        < quorum;
  }
}
