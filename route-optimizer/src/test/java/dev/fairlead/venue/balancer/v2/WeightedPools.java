package dev.fairlead.venue.balancer.v2;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import java.util.List;

/** Makes weighted pools from balances, for tests of other modules. */
public final class WeightedPools {
  private WeightedPools() {}

  /** A pool with 0.3 % fee; the weights in 18 decimals add up to one. */
  public static Pool of(PoolFacts facts, List<Uint256> weights, Uint256... balances) {
    List<Uint256> scaling =
        facts.tokens().stream()
            .map(Token::decimals)
            .map(decimals -> Uint256.of(10).pow(36 - decimals))
            .toList();
    return new BalancerV2Pool(
        facts,
        BalancerFactory.Kind.WEIGHTED,
        new WeightedCurve(weights, true, true),
        new BalancerTerms(scaling, Uint256.of(3_000_000_000_000_000L), false),
        balances);
  }
}
