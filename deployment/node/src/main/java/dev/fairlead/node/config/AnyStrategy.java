package dev.fairlead.node.config;

import dev.fairlead.model.Address;
import java.util.Map;

/** Strategies that are not named: whether they may trade, and what they pay with. */
public record AnyStrategy(
    @Default("false") boolean allowed, Map<String, Address> funding, RouteConfig route) {
  public AnyStrategy {
    funding = Map.copyOf(funding);
  }
}
