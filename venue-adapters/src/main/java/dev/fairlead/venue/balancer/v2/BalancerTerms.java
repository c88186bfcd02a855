package dev.fairlead.venue.balancer.v2;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.balancer.curve.Fixed18;
import java.util.List;

/**
 * What a pool's owner may change, but trades do not.
 *
 * @param scalingFactors for each token: balance · factor / 10¹⁸ counts in 18 decimals
 * @param swapFee in 18 decimals
 */
record BalancerTerms(List<Uint256> scalingFactors, Uint256 swapFee, boolean paused) {
  private static final int MOST_DECIMALS = 18;

  BalancerTerms {
    scalingFactors = List.copyOf(scalingFactors);
  }

  /** Tokens that count by their decimals, of which the contracts take at most 18. */
  static List<Uint256> byDecimals(List<Token> tokens) {
    return tokens.stream()
        .map(token -> Uint256.of(10).pow(2 * MOST_DECIMALS - token.decimals()))
        .toList();
  }

  BalancerTerms withSwapFee(Uint256 next) {
    return new BalancerTerms(scalingFactors, next, paused);
  }

  BalancerTerms withPaused(boolean next) {
    return new BalancerTerms(scalingFactors, swapFee, next);
  }

  Uint256 upscale(int token, Uint256 amount) {
    return Fixed18.mulDown(amount, scalingFactors.get(token));
  }

  Uint256 downscaleDown(int token, Uint256 amount) {
    return Fixed18.divDown(amount, scalingFactors.get(token));
  }

  Uint256 downscaleUp(int token, Uint256 amount) {
    return Fixed18.divUp(amount, scalingFactors.get(token));
  }
}
