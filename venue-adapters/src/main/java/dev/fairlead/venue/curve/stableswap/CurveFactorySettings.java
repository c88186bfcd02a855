package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.model.Address;
import java.util.Map;

/**
 * Which of a StableSwap factory's pools are taken.
 *
 * @param implementations by which contracts, with what their arithmetic looks like; empty takes the
 *     released versions of StableSwap-NG, which say their version, and nothing else
 * @param basePools pools that the factory did not make and whose shares its metapools trade; a
 *     metapool over any other is not taken
 */
public record CurveFactorySettings(
    Map<Address, CurvePoolSettings.Generation> implementations,
    Map<Address, CurvePoolSettings.Generation> basePools) {
  public CurveFactorySettings {
    implementations = Map.copyOf(implementations);
    basePools = Map.copyOf(basePools);
  }
}
