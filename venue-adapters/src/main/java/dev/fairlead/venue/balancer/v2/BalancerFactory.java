package dev.fairlead.venue.balancer.v2;

import dev.fairlead.model.Address;

/** A factory whose pools are taken, and what kind of pools it makes. */
public record BalancerFactory(Address address, Kind kind) {
  /** The kinds of pools, by what their arithmetic rounds like. */
  public enum Kind {
    /** The first weighted pools: powers always by logarithm. */
    WEIGHTED_V1,
    /** Weighted pools since: exponents one, two and four multiplied out. */
    WEIGHTED,
    /** The first stable pools, whose invariant rounds up. */
    STABLE_V1,
    /**
     * Stable pools that hold their own token, with rates; many lost their funds in November 2025 to
     * roundings in batches of swaps.
     */
    COMPOSABLE_STABLE
  }
}
