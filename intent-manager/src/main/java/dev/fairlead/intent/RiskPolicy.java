package dev.fairlead.intent;

import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What no intent may go beyond, whatever a strategy asks for.
 *
 * @param maxSlippage the widest slippage limit; always below one
 * @param maxWindow how far away a deadline may be
 * @param deniedTokens neither sold nor bought
 * @param notionalLimits by chain: the most that one intent may be worth, in a token of that chain;
 *     a chain without one has no limit
 */
public record RiskPolicy(
    Fraction maxSlippage,
    Duration maxWindow,
    Set<Token> deniedTokens,
    Map<ChainId, TokenAmount> notionalLimits) {
  private static final Duration LONGEST_WINDOW = Duration.ofDays(365);

  public RiskPolicy {
    deniedTokens = Set.copyOf(deniedTokens);
    notionalLimits = Map.copyOf(notionalLimits);
    if (maxSlippage.equals(Fraction.ONE)) {
      throw new IllegalArgumentException("maxSlippage would allow to lose everything");
    }
    if (!maxWindow.isPositive() || maxWindow.compareTo(LONGEST_WINDOW) > 0) {
      throw new IllegalArgumentException(
          "maxWindow is between 0 and " + LONGEST_WINDOW + " but found " + maxWindow);
    }
    notionalLimits.forEach((chain, limit) -> {
      if (!limit.token().chain().equals(chain)) {
        throw new IllegalArgumentException(
            "the notional limit of chain " + chain + " is in a token of another chain");
      }
    });
  }
}
