package dev.fairlead.chain;

import dev.fairlead.chain.endpoint.EndpointHealth;
import dev.fairlead.chain.endpoint.EndpointRole;
import dev.fairlead.chain.endpoint.EndpointState;
import dev.fairlead.model.ChainId;
import java.util.List;
import java.util.Optional;

/**
 * How a chain and its endpoints were doing at a moment.
 *
 * @param levels its newest blocks by their certainty
 * @param soft what is promised before any of these levels
 * @param brokenPromises how many pre-confirmations no block followed since the start
 * @param halted why the chain is, when it is
 * @param quorum how many endpoints must say the same where money depends on it
 * @param endpoints in the order of preference
 */
public record ChainHealth(
    ChainId chain,
    String name,
    FinalityLevels levels,
    SoftConfirmation soft,
    long brokenPromises,
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
