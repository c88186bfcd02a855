package dev.fairlead.venue.balancer.buffer;

import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;

/**
 * What holds for all buffers of a Vault.
 *
 * @param leastWrap neither side of a trade may be below it, in base units
 */
public record BufferTerms(Address vault, Uint256 leastWrap, boolean paused) {}
