package dev.fairlead.node.config;

import dev.fairlead.chain.rpc.RateLimit;
import java.util.Map;

/**
 * How often an endpoint may be asked.
 *
 * @param perSecond requests a second, or what the provider counts instead
 * @param burst how many may come at once; 0: a second's worth
 * @param costs by method: how many a request counts as; 1 where it is not named
 */
public record RateConfig(int perSecond, @Default("0") int burst, Map<String, Integer> costs) {
  public RateConfig {
    costs = Map.copyOf(costs);
    var _ = limit(perSecond, burst, costs);
  }

  RateLimit limit() {
    return limit(perSecond, burst, costs);
  }

  private static RateLimit limit(int perSecond, int burst, Map<String, Integer> costs) {
    return new RateLimit(perSecond, burst == 0 ? perSecond : burst, costs);
  }
}
