package dev.fairlead.chain.endpoint;

import dev.fairlead.model.BlockNumber;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How one endpoint was doing at a moment.
 *
 * @param reason why it is in this state; empty for a healthy one that was never otherwise
 * @param since for how long it has been in this state
 * @param head the newest block that it told of
 * @param p50 of its newest answers
 * @param p95 of its newest answers
 * @param asked how many of the newest calls are counted, at most 128
 * @param failed how many of these failed
 */
public record EndpointHealth(
    String name,
    Set<EndpointRole> roles,
    EndpointState state,
    String reason,
    Duration since,
    Optional<BlockNumber> head,
    Duration p50,
    Duration p95,
    int asked,
    int failed) {
  public EndpointHealth {
    roles = Set.copyOf(roles);
  }
}
