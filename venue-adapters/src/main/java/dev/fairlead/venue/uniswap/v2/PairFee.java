package dev.fairlead.venue.uniswap.v2;

import dev.fairlead.model.Uint256;

/** The fee of a pair in basis points of the input: 30 at Uniswap. */
public record PairFee(int basisPoints, Uint256 kept) {
  static final Uint256 WHOLE = Uint256.of(10_000);

  public static PairFee ofBasisPoints(int basisPoints) {
    if (basisPoints < 0 || basisPoints >= 10_000) {
      throw new IllegalArgumentException(
          "a fee is below 10,000 basis points but found " + basisPoints);
    }
    return new PairFee(basisPoints, Uint256.of(10_000L - basisPoints));
  }

  double keptShare() {
    return (10_000 - basisPoints) / 10_000.0;
  }
}
