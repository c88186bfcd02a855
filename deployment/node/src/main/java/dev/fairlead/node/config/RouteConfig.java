package dev.fairlead.node.config;

import dev.fairlead.model.Address;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.intent.VenueId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What routes of a strategy may be like: an intent may ask for less, never for more.
 *
 * @param maxPriceImpact left out: the node's, as are the two after it
 * @param maxGas left out: any
 * @param allowedVenues none: all, as with tokens
 * @param allowedTokens on any chain; what routes may pass through
 * @param deniedPools by the chain's name, as VENUE:KEY
 */
public record RouteConfig(
    @Nullable Fraction maxPriceImpact,
    @Nullable Integer maxHops,
    @Nullable Integer maxLegs,
    @Nullable Gas maxGas,
    List<VenueId> allowedVenues,
    List<VenueId> deniedVenues,
    List<Address> allowedTokens,
    List<Address> deniedTokens,
    Map<String, List<String>> deniedPools) {
  /** Nothing is narrower than the node's. */
  public static final RouteConfig OPEN =
      new RouteConfig(null, null, null, null, List.of(), List.of(), List.of(), List.of(), Map.of());

  public RouteConfig {
    allowedVenues = List.copyOf(allowedVenues);
    deniedVenues = List.copyOf(deniedVenues);
    allowedTokens = List.copyOf(allowedTokens);
    deniedTokens = List.copyOf(deniedTokens);
    deniedPools = Map.copyOf(deniedPools);
    if (maxHops != null && maxHops < 1) {
      throw new ConfigException("max-hops", "is at least one pool");
    }
    if (maxLegs != null && maxLegs < 1) {
      throw new ConfigException("max-legs", "is at least one path");
    }
  }
}
