package dev.fairlead.node.config;

import dev.fairlead.model.Address;

/**
 * A token that may be traded or passed through; with the address zero, the chain's own coin.
 *
 * @param trusted whether it is traded without a probe
 */
public record TokenConfig(
    String symbol, Address address, int decimals, @Default("false") boolean trusted) {
  /** Whether it is the chain's own coin. */
  public boolean isCoin() {
    return address.isZero();
  }
}
