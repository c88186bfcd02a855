package dev.fairlead.node.config;

import dev.fairlead.model.Address;

/** A token that may be traded or passed through. */
public record TokenConfig(String symbol, Address address, int decimals) {}
