package dev.fairlead.node.config;

import dev.fairlead.model.Address;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.intent.Privacy;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a strategy leaves to the node.
 *
 * @param account left out: the first one that is configured
 * @param funding by the chain's name: the token that ACQUIRE pays with and DISPOSE sells for
 */
public record StrategySettings(
    @Nullable Address account,
    Map<String, Address> funding,
    @Default("0.005") Fraction defaultSlippage,
    @Default("60s") Duration defaultWindow,
    @Default("public") Privacy defaultPrivacy,
    RouteConfig route) {
  public StrategySettings {
    funding = Map.copyOf(funding);
  }
}
