package dev.fairlead.venue.uniswap.v2;

import dev.fairlead.model.Uint256;

/**
 * The fee of a pair: of {@code whole} units put in, {@code kept} count; 997 of 1,000 at Uniswap.
 */
public record PairFee(Uint256 kept, Uint256 whole) {
  public static final PairFee UNISWAP = of(997, 1000);

  public PairFee {
    if (kept.isZero() || kept.isGreaterThan(whole) || whole.bitLength() > 20) {
      throw new IllegalArgumentException("not a share of an input: " + kept + " of " + whole);
    }
  }

  public static PairFee of(int kept, int whole) {
    return new PairFee(Uint256.of(kept), Uint256.of(whole));
  }

  double keptShare() {
    return kept.toDouble() / whole.toDouble();
  }
}
