package dev.fairlead.venue.balancer.v3;

import dev.fairlead.model.Address;

/** A factory whose pools are taken, and what kind of pools it makes. */
public record BalancerV3Factory(Address address, Kind kind) {
  /** What prices a pool's trades. */
  public enum Kind {
    WEIGHTED,
    STABLE
  }
}
