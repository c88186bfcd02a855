package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import java.util.List;

/** Makes StableSwap pools from balances, for tests of other modules. */
public final class StableSwapPools {
  private StableSwapPools() {}

  /** A pool with this amplification, 0.04 % fee and rates that make all coins count alike. */
  public static Pool of(PoolFacts facts, int amplification, Uint256... balances) {
    List<Uint256> rates =
        facts.tokens().stream()
            .map(Token::decimals)
            .map(decimals -> Uint256.of(10).pow(36 - decimals))
            .toList();
    CurveTerms terms =
        new CurveTerms(
            Amplification.of(
                Uint256.of(amplification), balances.length, CurvePoolSettings.Generation.PLAIN),
            Uint256.of(4_000_000),
            Uint256.of(5_000_000_000L),
            rates);
    return new CurveStableSwapPool(facts, terms, balances);
  }
}
