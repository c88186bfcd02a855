package dev.fairlead.node.config;

import dev.fairlead.model.Address;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Uint256;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What no intent may go beyond.
 *
 * @param deniedTokens on any chain
 * @param maxNotional by the chain's name: the most that one intent may be worth
 */
public record RiskConfig(
    @Default("0.05") Fraction maxSlippage,
    @Default("24h") Duration maxWindow,
    List<Address> deniedTokens,
    Map<String, Notional> maxNotional) {
  public RiskConfig {
    deniedTokens = List.copyOf(deniedTokens);
    maxNotional = Map.copyOf(maxNotional);
  }

  /** An amount in base units of a token of the chain. */
  public record Notional(Address token, Uint256 amount) {}
}
