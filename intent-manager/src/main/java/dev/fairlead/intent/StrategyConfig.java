package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import java.time.Duration;
import java.util.Map;

/**
 * What a strategy leaves to the node's configuration.
 *
 * @param account holds what is sold and receives what is bought
 * @param funding by chain: what ACQUIRE pays with and DISPOSE sells for
 * @param defaultSlippage for intents that name none
 * @param defaultWindow for intents that name no deadline
 * @param defaultPrivacy for intents that name none
 * @param venues beyond which no intent of the strategy reaches
 * @param tokens likewise
 * @param route the widest terms that an intent may have, and those of intents that name none
 */
public record StrategyConfig(
    Address account,
    Map<ChainId, Token> funding,
    Fraction defaultSlippage,
    Duration defaultWindow,
    Privacy defaultPrivacy,
    Selection<VenueId> venues,
    Selection<Address> tokens,
    RouteTerms route) {
  public StrategyConfig {
    funding = Map.copyOf(funding);
    funding.forEach((chain, token) -> {
      if (!token.chain().equals(chain)) {
        throw new IllegalArgumentException(
            "the funding asset of chain " + chain + " is on chain " + token.chain());
      }
    });
    if (account.isZero()) {
      throw new IllegalArgumentException("account is the zero address");
    }
    if (defaultSlippage.equals(Fraction.ONE)) {
      throw new IllegalArgumentException("defaultSlippage would allow to lose everything");
    }
    if (!defaultWindow.isPositive()) {
      throw new IllegalArgumentException("defaultWindow must be positive but is " + defaultWindow);
    }
  }
}
