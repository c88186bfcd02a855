package dev.fairlead.node.config;

import dev.fairlead.model.Address;

/**
 * A token that may be traded or passed through.
 *
 * @param trusted whether it is traded without a probe
 */
public record TokenConfig(
    String symbol, Address address, int decimals, @Default("false") boolean trusted) {}
