package dev.fairlead.venue.uniswap.v2;

/** The fee of a pair in basis points of the input: 30 at Uniswap. */
public record PairFee(int basisPoints) {
  static final int WHOLE = 10_000;

  public PairFee {
    if (basisPoints < 0 || basisPoints >= WHOLE) {
      throw new IllegalArgumentException(
          "a fee is below 10,000 basis points but found " + basisPoints);
    }
  }

  public static PairFee ofBasisPoints(int basisPoints) {
    return new PairFee(basisPoints);
  }

  /** What is left of {@link #WHOLE} parts of an input. */
  int kept() {
    return WHOLE - basisPoints;
  }

  double keptShare() {
    return (double) kept() / WHOLE;
  }
}
