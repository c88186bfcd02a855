package dev.fairlead.chain.rpc;

import java.util.Map;

/**
 * How often an endpoint may be asked.
 *
 * @param perSecond tokens that come a second
 * @param burst tokens that gather while nobody asks
 * @param costs tokens that a request of a method takes; one where it is not named
 */
public record RateLimit(int perSecond, int burst, Map<String, Integer> costs) {
  private static final int MOST = 1_000_000;

  public RateLimit {
    requireWithin("perSecond", perSecond);
    requireWithin("burst", burst);
    costs = Map.copyOf(costs);
    costs.forEach((method, cost) -> {
      if (cost < 0 || cost > burst) {
        throw new IllegalArgumentException(
            method + " must cost between 0 and the burst of " + burst + " but costs " + cost);
      }
    });
  }

  /** Where each request costs the same, and a second's worth may come at once. */
  public static RateLimit perSecond(int requests) {
    return new RateLimit(requests, requests, Map.of());
  }

  int cost(String method) {
    return costs.getOrDefault(method, 1);
  }

  private static void requireWithin(String field, int value) {
    if (value < 1 || value > MOST) {
      throw new IllegalArgumentException(
          field + " must be between 1 and " + MOST + " but is " + value);
    }
  }
}
